// Which request or event the running code belongs to, wherever its promises lead: for log lines.
import { AsyncLocalStorage } from 'node:async_hooks';

const references = new AsyncLocalStorage<string>();

export function withReference<T>(reference: string, run: () => T): T {
  return references.run(reference, run);
}

export function currentReference(): string | undefined {
  return references.getStore();
}
