/** Forms that only look for something hold nothing that is worth keeping. */
const formOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('form:not([role=search])') : null;

const touches = ['input', 'change', 'drop', 'click'] as const;

/**
 * Knows whether somebody is in the middle of something on the page: a form in which they did
 * something and which is still there, an open dialog, or something on its way.
 */
export class HalfDone {
  readonly #page: Document;
  readonly #touched = new Set<Element>();

  constructor(page: Document) {
    this.#page = page;
  }

  /** Looks on until the signal aborts. */
  watch(signal: AbortSignal): void {
    const touch = ({ target }: Event): void => {
      const form = formOf(target);
      if (form !== null) this.#touched.add(form);
    };
    for (const name of touches) this.#page.addEventListener(name, touch, { capture: true, signal });
    const forget = ({ target }: Event): void => {
      if (target instanceof Element) this.#touched.delete(target);
    };
    this.#page.addEventListener('reset', forget, { capture: true, signal });
  }

  isBusy(): boolean {
    for (const form of this.#touched) if (!form.isConnected) this.#touched.delete(form);
    const open = this.#page.querySelector(
      '[role=dialog], [role=alertdialog], [role=progressbar], [aria-busy=true]',
    );
    return this.#touched.size > 0 || open !== null;
  }
}
