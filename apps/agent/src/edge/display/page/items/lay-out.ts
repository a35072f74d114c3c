/** Font sizes to try, in hundredths of the screen's height; the last is read from the last row. */
const sizes = [4.6, 4, 3.5, 3];

/** Of the text around it; smaller than that a table breaks its words instead. */
const smallestTable = 0.6;

/** Of the screen's width, as in the style of a table. */
const tableShare = 0.92;

/** Columns stand side by side without a gap, so that each is one screen. */
const pagesOf = (article: HTMLElement): number =>
  Math.max(1, Math.round(article.scrollWidth / Math.max(1, article.clientWidth)));

/** Of what is on the first of its screens. */
const widthOf = (table: HTMLTableElement): number => table.getClientRects()[0]?.width ?? 0;

/** Makes a table as wide as the screen at most: first by its letters, then by breaking words. */
const fitTable = (table: HTMLTableElement, width: number): void => {
  table.classList.remove('tight');
  table.style.fontSize = '';
  const wide = widthOf(table);
  if (wide <= width) return;
  table.style.fontSize = `${Math.max(smallestTable, width / wide)}em`;
  if (widthOf(table) > width) table.classList.add('tight');
};

/**
 * Lays a text out in screens: as large as it fits one, else at the smallest size on as many as it
 * takes. Returns how many.
 */
export const layOut = (article: HTMLElement): number => {
  for (const size of sizes) {
    article.style.fontSize = `${size}vh`;
    for (const table of article.querySelectorAll('table'))
      fitTable(table, article.clientWidth * tableShare);
    if (pagesOf(article) === 1) return 1;
  }
  return pagesOf(article);
};
