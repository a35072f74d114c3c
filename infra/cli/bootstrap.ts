export const bootstrapText = (_: unknown): string => '';
