/** Why an agent does not get an answer of its container engine. */
export const engineProblems = {
  hangs: 'the container engine does not answer: it hangs',
  tooSlow: (seconds: number): string => `the container engine did not answer within ${seconds} s`,
} as const;
