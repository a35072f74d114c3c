/** What a colour may mean. It never stands alone: a word or a shape is always beside it. */
export type Tone = 'ok' | 'attention' | 'broken' | 'unknown' | 'accent' | 'simulated';
