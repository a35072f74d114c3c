/** Why an agent does not get an image; `why` as whoever refused says it. */
export const imageFailures = {
  otherImage: (image: string, wanted: string): string =>
    `the registry gave another image for ${image} than ${wanted}`,
  lostImage: (image: string): string =>
    `the engine loaded ${image} and does not have it afterwards`,
  noLayer: (why: string): string => `the dashboard does not give a layer of the image: ${why}`,
  notKept: (why: string): string => `the layers of the image cannot be kept: ${why}`,
  otherBytes: (digest: string): string => `what the dashboard sends as ${digest} is something else`,
} as const;
