// Files of a proposal: added within the team's space, removed, read by those who may.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { NotFound, TooLarge } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { Received } from '../../web/upload';
import {
  fileById,
  insertFile,
  isFrozen,
  isStored,
  markRemoved,
  storedBytes,
} from './submissions.files.queries';
import { mayChange, withDraft } from './submissions.held.actions';
import { readerOfSubmission } from './submissions.rights';
import type { FileRow } from './submissions.tables';
import { acceptUpload } from './submissions.uploads';

const TEAM_LIMIT = 100 * 1024 * 1024;

const adding = (arrivedAt: Date) => ({ who: 'member', right: 'handIn', arrivedAt }) as const;

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
      if ((await storedBytes(trx, submissionId)) + accepted.bytes > TEAM_LIMIT)
        throw new TooLarge('submissions.files.refused.quota');
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

/** What a hand-in holds stays stored for its readers; everything else is deleted. */
export async function removeFile(deps: Deps, person: Person, fileId: string): Promise<{ teamId: string }> {
  const file = await fileById(deps.db, fileId);
  if (!file) throw new NotFound();
  const wanted = { who: 'member', right: 'writeDraft' } as const;
  const { teamId, frozen } = await withDraft(deps, person, file.submission_id, wanted, async (held) => {
    const { trx, facts, team, hackathon } = held;
    await markRemoved(trx, file.id, { by: person.id, at: facts.now });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'removeFile',
      subject: { kind: 'file', id: file.id },
      hackathonId: hackathon.id,
    });
    return { teamId: team.id, frozen: await isFrozen(trx, file) };
  });
  if (!frozen) await deps.files.remove(file.stored_as);
  return { teamId };
}

/** The file, for members and advisers while it is there or in a hand-in, for the others if it is in the last. */
export async function readableFile(deps: Deps, person: Person, fileId: string): Promise<FileRow> {
  const file = await fileById(deps.db, fileId);
  if (!file) throw new NotFound();
  const reader = await readerOfSubmission(deps.db, file.submission_id, person.id);
  const there = reader.handedIn
    ? reader.handedIn.files.some((one) => one.id === file.id)
    : file.removed_at === null || (await isFrozen(deps.db, file));
  if (!there) throw new NotFound();
  return file;
}
