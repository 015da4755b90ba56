// What organisers may see of an address, and of why a mail was not taken.

/** “s•••@e•••.org”: enough to recognise, too little to write to. */
export function maskedAddress(address: string): string {
  const [local = '', host = ''] = address.split('@');
  const end = host.includes('.') ? host.slice(host.lastIndexOf('.')) : '';
  return `${first(local)}•••@${first(host)}•••${end}`;
}

const first = (text: string) => [...text][0] ?? '';

const REASON = 200;

/** Matches the text where it stands as a word of its own. */
const asWord = (text: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');

/** One line, without addresses; also without what servers repeat of the one the mail was for. */
export function publicReason(text: string, address: string): string {
  let line = text.replace(/\p{Cc}+/gu, ' ').replace(/[^\s<>@:;,"']+@[^\s<>@:;,"']+/g, '…');
  for (const part of address.split('@')) if (part !== '') line = line.replace(asWord(part), '…');
  return [...line.trim()].slice(0, REASON).join('');
}

/** What nodemailer throws. */
export interface SmtpFault extends Error {
  code?: string;
  /** Of the system or of TLS, where nodemailer put its own in the place. */
  originalCode?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Why a mail was not taken; each has its words in `mails.fault`. */
const FAULTS = [
  'refused',
  'name',
  'timeout',
  'closed',
  'certificate',
  'tls',
  'noTls',
  'login',
  'stranger',
  'other',
  'said',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Of certificates as OpenSSL and Node name them; what begins with ERR_SSL is a handshake that failed. */
const CERTIFICATE =
  /^(?!ERR_SSL).*(CERT|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH)/;

export function faultOf({ code = '', originalCode = '', command, responseCode }: SmtpFault): Fault {
  if (code === 'EAUTH') return 'login';
  // STARTTLS is only asked of a server that does not offer it when there is a password.
  if (code === 'ETLS' && command === 'STARTTLS' && (responseCode ?? 0) >= 500) return 'noTls';
  if (responseCode) return 'said';
  if (code === 'EDNS') return 'name';
  if (code === 'ETIMEDOUT' || originalCode === 'ETIMEDOUT') return 'timeout';
  if (originalCode === 'ECONNREFUSED') return 'refused';
  if (CERTIFICATE.test(originalCode)) return 'certificate';
  if (code === 'ETLS' || /^(ERR_SSL|ERR_TLS|EPROTO$)/.test(originalCode)) return 'tls';
  if (code === 'ECONNECTION' || ['ECONNRESET', 'EPIPE'].includes(originalCode)) return 'closed';
  return code === 'EPROTOCOL' ? 'stranger' : 'other';
}

/** A number or a name that the server, the system or nodemailer gave to the fault: nothing personal. */
export const codeOf = (error: SmtpFault): string =>
  String(error.responseCode || error.originalCode || error.code || error.name);

/** As it is kept: what a server said of a mail begins with its number, all else with the fault. */
export function keptReason(error: SmtpFault, address: string): string {
  const fault = faultOf(error);
  const words = publicReason(error.response ?? codeOf(error), address);
  return fault === 'said' ? words : `${fault}: ${words}`;
}

/** The other way: a key of the catalogues, and what follows it untranslated. */
export function readReason(reason: string): { key: string; words: string } {
  const [, fault, words] = /^(\w+): (.*)$/.exec(reason) ?? [];
  if (FAULTS.some((one) => one === fault)) return { key: `mails.fault.${fault}`, words: words! };
  return { key: /^\d{3}/.test(reason) ? 'mails.fault.said' : 'mails.fault.plain', words: reason };
}
