// A real mail server in this process: keeps what it takes, and refuses what a test says.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface Taken {
  from: string;
  to: string[];
  /** The whole mail as it came over the wire. */
  raw: string;
  /** The parts decoded, each by its type. */
  text: string;
  html: string;
  header(name: string): string;
}

export interface PostOffice {
  url: string;
  taken: Taken[];
  /** Asked for each recipient; a number refuses with that code. */
  refuse: (address: string) => number | undefined;
  /** Resolves once `count` mails were taken. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Of 127.0.0.1, made for tests; nobody trusts it unless told to. */
export const CERTIFICATE = path.resolve(__dirname, '../fixtures/mail/server.pem');
const KEY = path.resolve(__dirname, '../fixtures/mail/server-key.pem');

/** `encrypts`: offers STARTTLS, and then a login that lets in nobody who gives the password `wrong`. */
export async function openPostOffice({ encrypts = false } = {}): Promise<PostOffice> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const office: PostOffice = {
    url: '',
    taken: [],
    refuse: () => undefined,
    until: (count) =>
      new Promise((resolve) => {
        if (office.taken.length >= count) return resolve();
        waiting.push({ count, resolve });
      }),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const server = new SMTPServer({
    ...(encrypts
      ? { key: readFileSync(KEY), cert: readFileSync(CERTIFICATE) }
      : { disabledCommands: ['STARTTLS', 'AUTH'] }),
    authOptional: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (password === 'wrong') done(new Error(`no such login ${username}`));
      else done(null, { user: username });
    },
    onRcptTo({ address }, _session, done) {
      const code = office.refuse(address);
      done(
        code === undefined
          ? null
          : Object.assign(new Error(`${code < 500 ? 'later' : 'unknown'} <${address}>`), {
              responseCode: code,
            }),
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        office.taken.push(
          parsed(
            Buffer.concat(chunks).toString('utf8'),
            mailFrom ? mailFrom.address : '',
            rcptTo.map((one) => one.address),
          ),
        );
        for (const one of waiting) if (office.taken.length >= one.count) one.resolve();
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return office;
}

function parsed(raw: string, from: string, to: string[]): Taken {
  const unfolded = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => words(new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? '');
  const part = (type: string) => {
    const found = new RegExp(
      `Content-Type: ${type}[^]*?(?:Content-Transfer-Encoding: (\\S+))?[^]*?\r\n\r\n([^]*?)\r\n----`,
      'i',
    ).exec(raw);
    const encoding = new RegExp(`Content-Type: ${type}[^]*?Content-Transfer-Encoding: (\\S+)`, 'i').exec(
      raw,
    )?.[1];
    return decoded(found?.[2] ?? '', encoding ?? '7bit');
  };
  return { from, to, raw, header, text: part('text/plain'), html: part('text/html') };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of a header (RFC 2047). */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decoded(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}
