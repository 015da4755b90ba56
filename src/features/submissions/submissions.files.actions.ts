// Files of a proposal: added within the team's space, removed, read by those who may.
import { recordActivity } from '../../db/activity';
import { mayDropBytes } from '../../db/stored-bytes';
import type { Deps } from '../../deps';
import { NotFound, TooLarge } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { Received } from '../../web/upload';
import { isReportedTo } from '../moderation/moderation.queries';
import {
  fileById,
  insertFile,
  isFrozen,
  isStored,
  knownNames,
  markRemoved,
  storedBytes,
} from './submissions.files.queries';
import { mayChange, withDraft } from './submissions.held.actions';
import { readerOfSubmission } from './submissions.rights';
import type { FileRow } from './submissions.tables';
import { acceptUpload, TEAM_LIMIT } from './submissions.uploads';

/** With what was removed and still waits: who adds and removes all day must not fill the disk. */
const TEAM_DISK_LIMIT = 4 * TEAM_LIMIT;
const DAY = 86_400_000;
/** Bytes outlive their removal, so that a backup that began before finds them. */
const KEPT_AFTER_REMOVAL = 7 * DAY;

const keptSince = (now: Date) => new Date(now.getTime() - KEPT_AFTER_REMOVAL);

const adding = (arrivedAt: Date) => ({ who: 'member', right: 'handIn', writes: true, arrivedAt }) as const;

/** Asked before a byte of the file is read. */
export async function requireUploader(
  deps: Deps,
  person: Person,
  submissionId: string,
  arrivedAt: Date,
): Promise<void> {
  await mayChange(deps, person, submissionId, adding(arrivedAt));
}

export async function addFile(
  deps: Deps,
  person: Person,
  submissionId: string,
  upload: { received: Received; temporary: () => Promise<string>; arrivedAt: Date },
): Promise<{ id: string; teamId: string }> {
  const accepted = await acceptUpload(upload.received, upload.temporary);
  let storedAs: string | undefined;
  try {
    return await withDraft(deps, person, submissionId, adding(upload.arrivedAt), async (held) => {
      const { trx, facts, team, hackathon } = held;
      const taken = await storedBytes(trx, submissionId, keptSince(facts.now));
      if (taken.needed + accepted.bytes > TEAM_LIMIT) throw new TooLarge('submissions.files.refused.quota');
      if (taken.onDisk + accepted.bytes > TEAM_DISK_LIMIT)
        throw new TooLarge('submissions.files.refused.waiting');
      storedAs = await deps.files.keep(accepted.path);
      const id = newId();
      const { name, type, bytes, sha256 } = accepted;
      await insertFile(trx, {
        id,
        submission_id: submissionId,
        name,
        type,
        bytes,
        sha256,
        stored_as: storedAs,
        uploaded_by: person.id,
        uploaded_at: facts.now,
      });
      await recordActivity(trx, {
        at: facts.now,
        personId: person.id,
        act: 'addFile',
        subject: { kind: 'file', id },
        hackathonId: hackathon.id,
        details: { bytes, type },
      });
      return { id, teamId: team.id };
    });
  } catch (error) {
    // After a lost connection nobody knows whether the row is there: then the file stays.
    const kept = storedAs ? await isStored(deps.db, storedAs).catch(() => true) : true;
    if (storedAs && !kept) await deps.files.remove(storedAs);
    throw error;
  }
}

/** What a hand-in holds stays for its readers; the bytes of everything else go later, with `reapFiles`. */
export async function removeFile(deps: Deps, person: Person, fileId: string): Promise<{ teamId: string }> {
  const file = await fileById(deps.db, fileId);
  if (!file) throw new NotFound();
  const wanted = { who: 'member', right: 'writeDraft' } as const;
  return withDraft(deps, person, file.submission_id, wanted, async (held) => {
    const { trx, facts, team, hackathon } = held;
    await markRemoved(trx, file.id, { by: person.id, at: facts.now });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'removeFile',
      subject: { kind: 'file', id: file.id },
      hackathonId: hackathon.id,
    });
    return { teamId: team.id };
  });
}

/**
 * Deletes bytes that nobody can read any more: removed seven days ago, or without a row and older than a day.
 * Deletes nothing while a backup is being made, and nothing without a row where most of what is stored has none: that
 * is another database than the one the files belong to. Returns how many.
 */
export async function reapFiles(deps: Deps): Promise<number> {
  return deps.db.transaction(async (trx) => {
    if (!(await mayDropBytes(trx))) return 0;
    const since = keptSince(await deps.clock.now(trx));
    const over: string[] = [];
    const strange: string[] = [];
    let known = 0;
    for await (const names of deps.files.stored(DAY)) {
      const rows = await knownNames(trx, names, since);
      known += rows.size;
      for (const name of names) {
        if (!rows.has(name)) strange.push(name);
        else if (!rows.get(name)) over.push(name);
      }
    }
    const foreign = strange.length > known;
    if (foreign)
      deps.log.warn(
        { unknown: strange.length, known },
        'most files in DATA_DIR are unknown to this database; none of them is deleted. Is DATABASE_URL the right one?',
      );
    const gone = foreign ? over : [...over, ...strange];
    for (const name of gone) await deps.files.remove(name);
    if (gone.length > 0) deps.log.info({ files: gone.length }, 'files that nobody can read were deleted');
    return gone.length;
  });
}

/** The file, for whoever decides about a report of it, for members and advisers while it is there or in a hand-in, for the others if it is in the last. */
export async function readableFile(deps: Deps, person: Person, fileId: string): Promise<FileRow> {
  const file = await fileById(deps.db, fileId);
  if (!file) throw new NotFound();
  if (await isReportedTo(deps.db, 'file', fileId, person.id)) return file;
  const reader = await readerOfSubmission(deps.db, file.submission_id, person.id);
  const there = reader.handedIn
    ? reader.handedIn.files.some((one) => one.id === file.id)
    : file.removed_at === null || (await isFrozen(deps.db, file));
  if (!there || file.withheld_at) throw new NotFound();
  return file;
}
