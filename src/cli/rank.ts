// Ranks the rounds in JSON files: `npm run --silent rank -- FILE.json …`. Only JSON goes to stdout.
// Wrong input: one line on stderr, exit 2, and nothing on stdout, so half an answer is never taken for a whole.
import { readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { rank } from '../features/ranking/ranking';
import { checkRound, parseRound } from '../features/ranking/ranking.input';

type Outcome = { line: string } | { problem: string };

function rankFile(file: string, named: boolean): Outcome {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      problem:
        code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : `cannot be read (${code ?? message})`,
    };
  }
  const head = named ? { file } : {};
  const parts = rankingsIn(text);
  if (parts.length === 0) {
    const reading = parseRound(text);
    if (!reading.ok) return { problem: `${reading.problem.where}: ${reading.problem.what}` };
    return { line: JSON.stringify({ ...head, ...rank(reading.round) }) };
  }
  const lines: string[] = [];
  for (const [at, part] of parts.entries()) {
    const reading = checkRound(part);
    if (!reading.ok)
      return {
        problem: `${reading.problem.where.replace('$', `$.rankings[${at}]`)}: ${reading.problem.what}`,
      };
    const scope = (part as { scope?: unknown } | null)?.scope;
    lines.push(
      JSON.stringify({ ...head, ...(typeof scope === 'string' ? { scope } : {}), ...rank(reading.round) }),
    );
  }
  return { line: lines.join('\n') };
}

/** The rankings of a protocol that has one for each question; none for a file that is one round. */
function rankingsIn(text: string): unknown[] {
  try {
    const { rankings } = JSON.parse(text) ?? {};
    return Array.isArray(rankings) ? rankings : [];
  } catch {
    return [];
  }
}

function main(files: string[]): void {
  if (files.length === 0) {
    refuse('name at least one file: npm run --silent rank -- FILE.json');
    return;
  }
  const lines: string[] = [];
  for (const file of files) {
    const outcome = rankFile(file, files.length > 1);
    if ('problem' in outcome) {
      refuse(`${file}: ${outcome.problem}`);
      return;
    }
    lines.push(outcome.line);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function refuse(message: string): void {
  process.stderr.write(`${message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`);
  process.exitCode = 2;
}

// Who reads us may stop early (`| head`): that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
main(process.argv.slice(2));
