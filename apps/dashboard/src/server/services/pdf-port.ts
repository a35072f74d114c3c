/** What is in the way of showing a PDF. `large`: too much memory to draw; `slow`: too much time. */
export type PdfFault = 'password' | 'broken' | 'empty' | 'large' | 'slow';

export type PdfVerdict = { shown: true; pages: number } | { shown: false; fault: PdfFault };

/** Tries a PDF as the room screen will show it, with bounded memory and time. Never throws. */
export type TryPdf = (file: string) => Promise<PdfVerdict>;
