/** When the keys of a site's services were changed last; null while there are none. */
export interface SiteKeysView {
  changedAt: number | null;
}
