// Passwords: argon2id, a few at a time so that a rush of sign-ins cannot stop the rest of the house.
import { hash, verify } from '@node-rs/argon2';
import { TooMany } from '../../errors';
import { randomText } from '../../ids';

const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
const AT_ONCE = 3;
// Two hundred people who come in one minute wait for a few seconds; a flood is not let in.
const MAY_WAIT = 250;
const COME_BACK_AFTER = 5;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when one of three places is free; TooMany when 250 wait already. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAY_WAIT) throw new TooMany(COME_BACK_AFTER, 'frame.errors.crowd');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The place goes straight to whoever waits longest, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

// Two keyboards may write one letter in two ways; nothing else is changed and nothing is cut.
const asTyped = (password: string) => password.normalize('NFC');

/** Call it inside `inTurn`. */
export const hashNow = (password: string) => hash(asTyped(password), SETTINGS);

export const hashPassword = (password: string) => inTurn(() => hashNow(password));

let nobodys: Promise<string> | undefined;

/**
 * False for a wrong password, a hash that cannot be read, and nobody (null), which takes as long as
 * somebody. Call it inside `inTurn`.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(randomText(32), SETTINGS);
  const other = await nobodys;
  try {
    return (await verify(passwordHash ?? other, asTyped(password))) && passwordHash !== null;
  } catch {
    return false;
  }
}

export const isOutdated = (passwordHash: string) => !CURRENT.test(passwordHash);
