// What organisers may see of an address, and of what a mail server said.

/** “s•••@e•••.org”: enough to recognise, too little to write to. */
export function maskedAddress(address: string): string {
  const [local = '', host = ''] = address.split('@');
  const end = host.includes('.') ? host.slice(host.lastIndexOf('.')) : '';
  return `${first(local)}•••@${first(host)}•••${end}`;
}

const first = (text: string) => [...text][0] ?? '';

const REASON = 200;

/** One line, without addresses. */
export function publicReason(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').replace(/[^\s<>@:;,"']+@[^\s<>@:;,"']+/g, '…');
  return [...line.trim()].slice(0, REASON).join('');
}
