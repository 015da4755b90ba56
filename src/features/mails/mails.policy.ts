// What organisers may see of an address, and of what a mail server said.

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
