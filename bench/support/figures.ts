// Medians, spreads and the table a bench prints.
import os from 'node:os';
import type { Knex } from 'knex';

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface Row {
  name: string;
  /** One ratio a round, each against the baseline of the same round. */
  ratios: number[];
  /** “At least” for throughput, “at most” for time. */
  least?: number;
  most?: number;
  aim?: number;
  /** What was measured, in its own unit. */
  absolute: string;
}

const two = (value: number) => value.toFixed(2);

export function table(title: string, rows: readonly Row[]): string {
  const lines = rows.map(({ name, ratios, least, most, aim, absolute }) => {
    const middle = median(ratios);
    const target = least !== undefined ? `≥ ${two(least)}` : most !== undefined ? `≤ ${two(most)}` : '';
    const reached = (least === undefined || middle >= least) && (most === undefined || middle <= most);
    const beyond =
      aim !== undefined && (least !== undefined ? middle >= aim : most !== undefined && middle <= aim);
    const verdict = target === '' ? '' : beyond ? 'aim reached' : reached ? 'reached' : 'not reached';
    const spread = `${two(middle)} (${two(Math.min(...ratios))}–${two(Math.max(...ratios))})`;
    return [name, spread, target, aim === undefined ? '' : two(aim), verdict, absolute];
  });
  return grid(
    title,
    ['', 'ratio: median (lowest–highest)', 'first figure', 'aim', 'verdict', 'measured'],
    lines,
  );
}

/** A Markdown table, padded so that it reads well in a terminal too. */
export function grid(title: string, head: string[], lines: string[][]): string {
  const widths = head.map((text, at) => Math.max(text.length, ...lines.map((line) => line[at]!.length), 3));
  const row = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`### ${title}`, '', row(head), rule, ...lines.map(row), ''].join('\n');
}

/** The machine in one line, without its name. */
export async function machine(db: Knex): Promise<string> {
  const { rows } = await db.raw('show server_version');
  const [one] = os.cpus();
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const load = os.loadavg()[0]!.toFixed(1);
  return (
    `${day} UTC, ${os.cpus().length} cores (${one?.model.trim() || 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GB, ` +
    `Node ${process.versions.node}, Postgres ${rows[0].server_version}, load before ${load}`
  );
}

/** `--rounds 5 --seconds 3`. */
export function numberOption(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? fallback : Number(process.argv[at + 1]);
  if (!(value > 0)) throw new Error(`--${name} needs a number above 0`);
  return value;
}
