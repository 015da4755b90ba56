// Many guesses at short codes, cheaply: requests in a row on a few connections, of their answers only the code is read.
import { connect } from 'node:net';
import type { Random } from '../simulation/random';

export interface Guesser {
  /** As a proxy names it; null: the address of this machine. */
  address: string | null;
  cookie?: string;
}

const CONNECTIONS = 4;
/** How many wait for their answer on one connection. */
const IN_A_ROW = 16;
const STATUS = /HTTP\/1\.1 (\d{3}) /g;

const half = (random: Random) => String(random.whole(0, 999_999)).padStart(6, '0');
const guessOf = (random: Random) => half(random) + half(random);

function requestOf(base: URL, { address, cookie }: Guesser, code: string): string {
  const head = [
    'POST /join HTTP/1.1',
    `Host: ${base.host}`,
    `Origin: ${base.origin}`,
    'Accept: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 22',
    ...(address === null ? [] : [`X-Forwarded-For: ${address}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
  ];
  return `${head.join('\r\n')}\r\n\r\nteam_code=${code}`;
}

/** Sends `count` guesses; resolves with how often each code came back. `answered` hears how many are answered. */
export async function sendGuesses(given: {
  base: string;
  count: number;
  random: Random;
  guesser(number: number): Guesser;
  answered(count: number): void;
}): Promise<Map<number, number>> {
  const base = new URL(given.base);
  const codes = new Map<number, number>();
  let sent = 0;
  let answered = 0;
  const talk = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: base.hostname, port: Number(base.port) });
      let waiting = 0;
      let rest = '';
      const send = () => {
        let batch = '';
        for (; waiting < IN_A_ROW && sent < given.count; waiting += 1, sent += 1)
          batch += requestOf(base, given.guesser(sent), guessOf(given.random));
        if (batch !== '') socket.write(batch);
        else if (waiting === 0) socket.end();
      };
      socket.setEncoding('latin1');
      socket.on('connect', send);
      socket.on('data', (chunk: string) => {
        const text = rest + chunk;
        let read = 0;
        for (const match of text.matchAll(STATUS)) {
          const status = Number(match[1]);
          codes.set(status, (codes.get(status) ?? 0) + 1);
          read = match.index + match[0].length;
          waiting -= 1;
          answered += 1;
        }
        // A status may be cut by the end of a packet.
        rest = text.slice(Math.max(read, text.length - 12));
        given.answered(answered);
        if (waiting <= IN_A_ROW / 2) send();
      });
      socket.on('error', reject);
      socket.on('close', () =>
        waiting === 0 ? resolve() : reject(new Error(`${waiting} guesses got no answer`)),
      );
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, talk));
  return codes;
}
