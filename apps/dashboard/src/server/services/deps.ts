/** What the use cases need of the outside. */
export type Deps = { now: () => number };
