import { vi } from 'vitest';

/** A request of the page's, which its test answers as the dashboard would. */
class TestRequest extends EventTarget {
  readonly upload = new EventTarget();
  status = 0;
  responseText = '';
  body: unknown = null;

  open(): void {
    // Where it goes is not what these tests are about
  }

  setRequestHeader(): void {
    // Nor are its headers
  }

  send(body: unknown): void {
    this.body = body;
  }

  abort(): void {
    this.dispatchEvent(new Event('abort'));
  }

  /** The network is away. */
  fail(): void {
    this.dispatchEvent(new Event('error'));
  }

  /** So many bytes have gone. */
  progress(loaded: number, total: number): void {
    const event = Object.assign(new Event('progress'), { lengthComputable: true, loaded, total });
    this.upload.dispatchEvent(event);
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event('load'));
  }
}

/** Takes the place of the browser's requests; gives those that were begun, oldest first. */
export const takeRequests = (): readonly TestRequest[] => {
  const begun: TestRequest[] = [];
  vi.stubGlobal(
    'XMLHttpRequest',
    class extends TestRequest {
      constructor() {
        super();
        begun.push(this);
      }
    },
  );
  return begun;
};
