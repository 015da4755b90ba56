// Advice and files can be reported by who reads them. Withdrawn advice keeps its place and its answer; a
// withdrawn file is not handed out any more, also not where a hand-in holds it.

import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { WITHHELD } from '../../web/withheld';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { feedbackById } from './submissions.feedback.queries';
import { fileById, isFrozen } from './submissions.files.queries';
import { tellFeedback } from './submissions.live';
import { readersOf, submissionById } from './submissions.queries';
import { changeAdvice, withholdFile } from './submissions.reports.queries';
import { readerOfSubmission } from './submissions.rights';

async function tellReaders(deps: Deps, trx: Db, feedbackId: string): Promise<void> {
  const item = (await feedbackById(trx, feedbackId))!;
  const submission = (await submissionById(trx, item.submission_id))!;
  const readers = await readersOf(trx, submission.team_id);
  const change = { submissionId: submission.id, id: feedbackId, section: item.section };
  afterCommit(trx, () => tellFeedback(deps.live, readers, change));
}

const adviceHref = (teamId: string, id: string) => `/teams/${teamId}/submission#advice-${id}`;

export const feedbackReportable: Reportable = {
  kind: 'feedback',
  async find({ db }, reader, id) {
    const item = reader && (await feedbackById(db, id));
    if (!item || item.body === WITHHELD) return null;
    const { team, member, adviser } = await readerOfSubmission(db, item.submission_id, reader.id);
    if (!member && !adviser) return null;
    return {
      hackathonId: team.hackathon_id,
      authors: [item.by_id],
      excerpt: excerptOf(item.body),
      href: adviceHref(team.id, id),
    };
  },
  async place({ db }, reader, id) {
    const item = await feedbackById(db, id);
    if (!item) return null;
    const { team, member, adviser } = await readerOfSubmission(db, item.submission_id, reader.id);
    return member || adviser ? adviceHref(team.id, id) : null;
  },
  async withdraw(deps, trx, id) {
    const item = await feedbackById(trx, id);
    if (!item || item.body === WITHHELD) return null;
    await changeAdvice(trx, id, WITHHELD);
    await tellReaders(deps, trx, id);
    return { body: item.body };
  },
  async restore(deps, trx, id, kept) {
    await changeAdvice(trx, id, (kept as { body: string }).body);
    await tellReaders(deps, trx, id);
  },
};

/** A name that says nothing but what kind of file it is. */
const nameless = (name: string) => `file${/\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ''}`;

export const fileReportable: Reportable = {
  kind: 'file',
  async find({ db }, reader, id) {
    const file = reader && (await fileById(db, id));
    if (!file || file.withheld_at) return null;
    const { team, handedIn } = await readerOfSubmission(db, file.submission_id, reader.id);
    const there = handedIn
      ? handedIn.files.some((one) => one.id === id)
      : file.removed_at === null || (await isFrozen(db, file));
    if (!there) return null;
    return {
      hackathonId: team.hackathon_id,
      authors: [file.uploaded_by],
      excerpt: excerptOf(file.name),
      href: `/files/${id}`,
    };
  },
  async withdraw(deps, trx, id) {
    const file = await fileById(trx, id);
    if (!file || file.withheld_at) return null;
    await withholdFile(trx, file, nameless(file.name), await deps.clock.now(trx));
    return { name: file.name };
  },
  async restore(_deps, trx, id, kept) {
    const file = await fileById(trx, id);
    if (file) await withholdFile(trx, file, (kept as { name: string }).name, null);
  },
};
