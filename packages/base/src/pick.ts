/** Some of an object's fields. */
export const pick = <T extends object, K extends keyof T>(
  from: T,
  fields: readonly K[],
): Pick<T, K> => {
  // Each field is put in below before anybody sees it
  const picked = {} as Pick<T, K>;
  for (const field of fields) picked[field] = from[field];
  return picked;
};
