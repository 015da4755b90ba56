// How far a long command is: one line that changes on a terminal, plain lines elsewhere.
const TERMINAL_EVERY = 100;
const PLAIN_STEPS = 10;
const MEGABYTE = 1_000_000;

export interface Progress {
  /** `done` and `total` in bytes. */
  at(done: number, total: number, what: string): void;
  /** Ends the line. */
  end(): void;
}

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

export const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);

export function createProgress(title: string, output: Output = process.stderr): Progress {
  let shownAt = 0;
  let shownStep = -1;
  let open = false;
  return {
    at(done, total, what) {
      const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
      const text = `${title} ${String(percent).padStart(3)} %  ${megabytes(done)} of ${megabytes(total)} MB  ${what}`;
      if (output.isTTY) {
        if (Date.now() - shownAt < TERMINAL_EVERY && percent < 100) return;
        shownAt = Date.now();
        open = true;
        output.write(`\r${text}\u001b[K`);
        return;
      }
      const step = Math.floor(percent / PLAIN_STEPS);
      if (step === shownStep) return;
      shownStep = step;
      output.write(`${text}\n`);
    },
    end() {
      if (open) output.write('\n');
      open = false;
    },
  };
}
