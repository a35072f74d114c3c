/** `broken`: it cannot be drawn whole. `large`: too much memory to draw; `slow`: too much time. */
export type PictureVerdict = 'drawn' | 'broken' | 'large' | 'slow';

/** Draws a picture as the room screen will, with bounded memory and time. Never throws. */
export type TryPicture = (file: string) => Promise<PictureVerdict>;
