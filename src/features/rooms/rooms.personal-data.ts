// What a person said in rooms. Their words are withdrawn; the log keeps its numbers.
import type { Db } from '../../db/db';
import { LEFT, type PersonalData } from '../../db/personal-data';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import {
  forgetVisits,
  forgetWords,
  holdTalk,
  insertWithdrawals,
  messagesBy,
  standingMessages,
  takeNumbers,
  visitsOf,
} from './rooms.erasure.queries';
import { announce } from './rooms.live';

export const roomsPersonalData: PersonalData = {
  feature: 'rooms',
  collect: async (db, personId) => ({
    messages: await messagesBy(db, personId),
    visits: await visitsOf(db, personId),
  }),
  async hold(trx, personId) {
    await holdTalk(trx, personId);
  },
  async erase(trx, { personId, at }) {
    await forgetVisits(trx, personId);
    const entries: Entry[] = [];
    for (const roomId of await holdTalk(trx, personId))
      entries.push(...(await withdrawAll(trx, roomId, personId, at)));
    return (deps) => {
      for (const entry of entries) announce(deps, entry);
    };
  },
};

async function withdrawAll(trx: Db, roomId: string, personId: string, at: Date): Promise<Entry[]> {
  const said = await standingMessages(trx, roomId, personId);
  await forgetWords(trx, roomId, personId);
  if (said.length === 0) return [];
  const first = await takeNumbers(trx, roomId, said.length);
  const rows = said.map(({ id, author_role }, index) => ({
    room_id: roomId,
    seq: first + index,
    id: newId(),
    of_id: id,
    author_role,
  }));
  await insertWithdrawals(trx, rows, { personId, at });
  return rows.map((row) => ({
    roomId,
    seq: row.seq,
    kind: 'withdrawal',
    of: row.of_id,
    id: row.id,
    author: { id: personId, name: LEFT, role: row.author_role },
    body: null,
    at: at.toISOString(),
  }));
}
