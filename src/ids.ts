// Randomness and identifiers come from here only.
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An opaque id: 26 characters, 130 random bits, safe in URLs and in HTML ids. */
export function newId(): string {
  return randomText(26);
}

/** `length` characters of 5 random bits each, without look-alikes (no i, l, o, u). */
export function randomText(length: number): string {
  let text = '';
  for (const byte of takeRandom(length)) text += ALPHABET[byte & 31];
  return text;
}

// The system is asked for many at once: a question costs more than the bytes. None is used twice.
let drawn = Buffer.alloc(0);

function takeRandom(length: number): Buffer {
  if (drawn.length < length) drawn = randomBytes(4096 + length);
  const bytes = Buffer.from(drawn.subarray(0, length));
  drawn.fill(0, 0, length);
  drawn = drawn.subarray(length);
  return bytes;
}

/** A whole number from 0 to below `limit`. */
export function randomBelow(limit: number): number {
  return randomInt(limit);
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A short keyed hash, for things that must be recognised again but not be read (addresses, tokens). */
export function keyedHash(secret: string, purpose: string, data: string): string {
  return createHmac('sha256', secret).update(`${purpose}\0${data}`).digest('base64url').slice(0, 27);
}

/** Text like randomText's that can be made again from the secret: up to 32 characters. */
export function keyedText(secret: string, purpose: string, data: string, length: number): string {
  const bytes = createHmac('sha256', secret).update(`${purpose}\0${data}`).digest();
  return [...bytes.subarray(0, length)].map((byte) => ALPHABET[byte & 31]).join('');
}

/** Decimal digits that can be made again from the secret: up to 15. */
export function keyedDigits(secret: string, purpose: string, data: string, length: number): string {
  const bytes = createHmac('sha256', secret).update(`${purpose}\0${data}`).digest();
  return String(bytes.readBigUInt64BE() % 10n ** BigInt(length)).padStart(length, '0');
}

export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
