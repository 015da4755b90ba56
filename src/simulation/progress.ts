// How far a trial is: one bar on a terminal, a plain line now and then elsewhere.

export interface Progress {
  /** `share` from 0 to 1. */
  show(share: number, what: string): void;
  say(line: string): void;
  end(): void;
}

const WIDTH = 30;
const PLAIN_EVERY = 0.1;

export function createProgress(out: NodeJS.WriteStream): Progress {
  let shown = 0;
  let last = '';
  const clear = () => void (out.isTTY && last && out.write('\r\x1b[2K'));
  return {
    show(share, what) {
      const now = Math.max(0, Math.min(1, share));
      const line = `${String(Math.floor(now * 100)).padStart(3)} % ${what}`;
      if (!out.isTTY) {
        if (now < shown + PLAIN_EVERY && now < 1) return;
        shown = now;
        if (line !== last) out.write(`${line}\n`);
        last = line;
        return;
      }
      const full = Math.round(now * WIDTH);
      const bar = `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${line}`;
      if (bar === last) return;
      last = bar;
      out.write(`\r\x1b[2K${bar.slice(0, (out.columns ?? 80) - 1)}`);
    },
    say(line) {
      clear();
      out.write(`${line}\n`);
    },
    end() {
      clear();
      shown = 0;
      last = '';
    },
  };
}
