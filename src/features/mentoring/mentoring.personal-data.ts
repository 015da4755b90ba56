// What a person said in rooms and as help. Their words are withdrawn; the log keeps its numbers.
import type { Db } from '../../db/db';
import { type AfterErasing, LEFT, type PersonalData } from '../../db/personal-data';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import {
  advisedBy,
  claimedBy,
  forgetHelp,
  forgetWords,
  helpAskedBy,
  helpGivenBy,
  holdTalk,
  insertWithdrawals,
  messagesBy,
  standingMessages,
  takeNumbers,
  visitsOf,
} from './mentoring.erasure.queries';
import { forgetRoomFiles, roomFilesBy } from './mentoring.files.queries';
import { releaseIn } from './mentoring.help.ends.actions';
import { announce } from './mentoring.live';
import { notesBy, videosBy } from './mentoring.notes.queries';
import { forgetRatings, ratingsBy } from './mentoring.ratings.queries';
import { forgetRelations, silencesOf } from './mentoring.silences.queries';

export const mentoringPersonalData: PersonalData = {
  feature: 'mentoring',
  collect: async (db, personId) => ({
    messages: await messagesBy(db, personId),
    roomFiles: await roomFilesBy(db, personId),
    helpAsked: await helpAskedBy(db, personId),
    helpGiven: await helpGivenBy(db, personId),
    helpRated: await ratingsBy(db, personId),
    teamsAdvised: await advisedBy(db, personId),
    notesSaved: await notesBy(db, personId),
    videoAddressesSet: await videosBy(db, personId),
    roomVisits: await visitsOf(db, personId),
    folded: await silencesOf(db, personId),
  }),
  async hold(trx, personId) {
    await holdTalk(trx, personId);
  },
  async erase(trx, { personId, at, clock }) {
    const told: AfterErasing[] = [];
    const expert = { id: personId, display_name: LEFT };
    for (const id of await claimedBy(trx, personId))
      told.push((await releaseIn({ clock }, trx, expert, id, 'help.released')).tell);
    await forgetHelp(trx, personId, at);
    await forgetRatings(trx, personId);
    await forgetRelations(trx, personId);
    const stored = await forgetRoomFiles(trx, personId, at);
    told.push(async (deps) => {
      for (const name of stored) await deps.files.remove(name);
    });
    for (const roomId of await holdTalk(trx, personId)) {
      const entries = await withdrawAll(trx, roomId, personId, at);
      told.push((deps) => {
        for (const entry of entries) announce(deps, entry);
      });
    }
    return async (deps) => {
      for (const tell of told) await tell(deps);
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
