// Counts and times of each step, and the table that is printed at the end.

export interface Line {
  step: string;
  count: number;
  retried: number;
  p50: number;
  p99: number;
  max: number;
}

export interface Measures {
  done(step: string, took: number): void;
  retried(step: string): void;
  /** How long somebody asked again and again until it was done. */
  insisted(step: string, took: number): void;
  longest(): { step: string; took: number };
  /** Acts, without what every break makes pages do again: it tells how far a run has come. */
  total(): number;
  lines(): Line[];
}

const AFTER_A_BREAK: readonly string[] = ['socket opened', 'room joined'];

export function createMeasures(): Measures {
  const times = new Map<string, number[]>();
  const again = new Map<string, number>();
  let total = 0;
  let longest = { step: '', took: 0 };
  return {
    done(step, took) {
      if (!AFTER_A_BREAK.includes(step)) total += 1;
      const known = times.get(step);
      if (known) known.push(took);
      else times.set(step, [took]);
    },
    retried: (step) => void again.set(step, (again.get(step) ?? 0) + 1),
    insisted(step, took) {
      if (took > longest.took) longest = { step, took };
    },
    longest: () => longest,
    total: () => total,
    lines: () =>
      [...times].map(([step, all]) => {
        const sorted = [...all].sort((a, b) => a - b);
        return {
          step,
          count: all.length,
          retried: again.get(step) ?? 0,
          p50: quantile(sorted, 0.5),
          p99: quantile(sorted, 0.99),
          max: sorted.at(-1) ?? 0,
        };
      }),
  };
}

/** The nearest rank of sorted values. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function tableOf(lines: readonly Line[]): string {
  const heads = ['step', 'count', 'retried', 'p50 ms', 'p99 ms', 'max ms'];
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  const rows = lines.map((line) => [
    line.step,
    String(line.count),
    String(line.retried),
    ms(line.p50),
    ms(line.p99),
    ms(line.max),
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  const print = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ');
  return [print(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(print)].join('\n');
}
