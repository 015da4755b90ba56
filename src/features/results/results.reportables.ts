// A handed-in proposal can be reported: published by everybody, before by the jury and the organisers. Its
// fingerprint stays that of what was handed in. What the jury said to a team can be by whoever reads it there.
import { NotFound } from '../../errors';
import { WITHHELD } from '../../web/withheld';
import { excerptOf } from '../moderation/moderation.policy';
import type { Found, Reportable } from '../moderation/moderation.tables';
import { lastVersion, lockSubmission, submissionById } from '../submissions/submissions.queries';
import { changeFrozenTexts, frozenTexts } from '../submissions/submissions.reports.queries';
import { readerOfSubmission } from '../submissions/submissions.rights';
import { type FrozenSections, SECTIONS } from '../submissions/submissions.tables';
import { membersOf } from '../teams/teams.queries';
import { versionById } from './results.proposal.queries';
import { changeWords, juryTexts, lockWords, writersOf } from './results.reports.queries';
import { publishedProposal, teamsOwnResult } from './results.rights';
import type { KeptWords } from './results.tables';
import { wordsId } from './results.view';

const withheld = (sections: FrozenSections): FrozenSections =>
  Object.fromEntries(
    Object.entries(sections).map(([key, { text, version }]) => [
      key,
      { text: text === '' ? '' : WITHHELD, version },
    ]),
  ) as FrozenSections;

const wordsOf = (sections: FrozenSections) => SECTIONS.map((key) => sections[key]?.text ?? '');

const publishedHref = (id: string) => `/submissions/${id}/published`;
const versionHref = (id: string, number: number) => `/submissions/${id}/versions/${number}`;

export const submissionReportable: Reportable = {
  kind: 'submission',
  async find({ db }, reader, id) {
    const submission = await submissionById(db, id);
    if (!submission) return null;
    const found = async (sections: FrozenSections, href: string): Promise<Found | null> => {
      const words = wordsOf(sections);
      if (words.includes(WITHHELD)) return null;
      const members = await membersOf(db, submission.team_id);
      const authors = members.map((member) => member.id);
      return { hackathonId: submission.hackathon_id, authors, excerpt: excerptOf(...words), href };
    };
    try {
      const { entry } = await publishedProposal(db, id);
      const version = await versionById(db, entry.version_id);
      return await found(version.sections, publishedHref(id));
    } catch (error) {
      if (!(error instanceof NotFound) || !reader) throw error;
    }
    await readerOfSubmission(db, id, reader.id);
    const last = await lastVersion(db, id);
    return last ? found(last.sections, versionHref(id, last.number)) : null;
  },
  async place({ db }, reader, id) {
    try {
      await publishedProposal(db, id);
      return publishedHref(id);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
    await readerOfSubmission(db, id, reader.id);
    const last = await lastVersion(db, id);
    return last ? versionHref(id, last.number) : null;
  },
  async withdraw(_deps, trx, id) {
    await lockSubmission(trx, id);
    const versions = await frozenTexts(trx, id);
    for (const version of versions) await changeFrozenTexts(trx, version.id, withheld(version.sections));
    return { versions };
  },
  async restore(_deps, trx, _id, kept) {
    const { versions } = kept as { versions: { id: string; sections: FrozenSections }[] };
    for (const version of versions) await changeFrozenTexts(trx, version.id, version.sections);
  },
};

const wordsHref = (teamId: string) => `/teams/${teamId}/feedback#says`;

/**
 * The team does not know who of the jury wrote to it, and a report does not tell: the case knows its author, who is
 * told and can be muted, and names nobody. The words go wherever they stand, so that no correction brings them back.
 */
export const juryWordsReportable: Reportable = {
  kind: 'jury-words',
  unnamed: true,
  async find({ db }, reader, id) {
    const submission = reader && (await submissionById(db, id.split('.')[0]!));
    if (!submission) return null;
    const { entry, hackathon } = await teamsOwnResult(db, submission.team_id, reader.id);
    const said = [...entry.feedback.jury, entry.feedback.chair];
    const text = said.find((one) => wordsId(submission.id, one) === id);
    if (!text || text === WITHHELD) return null;
    const href = wordsHref(submission.team_id);
    const authors = await writersOf(db, submission.id, text);
    return { hackathonId: hackathon.id, authors, excerpt: excerptOf(text), href };
  },
  async place({ db }, reader, id) {
    const submission = await submissionById(db, id.split('.')[0]!);
    if (!submission) return null;
    await teamsOwnResult(db, submission.team_id, reader.id);
    return wordsHref(submission.team_id);
  },
  async withdraw(_deps, trx, id) {
    const submission = id.split('.')[0]!;
    await lockWords(trx, submission);
    const kept = (await juryTexts(trx, submission)).filter((one) => wordsId(submission, one.text) === id);
    if (kept.length === 0) return null;
    for (const one of kept) await changeWords(trx, one, WITHHELD);
    return { kept };
  },
  async restore(_deps, trx, id, given) {
    await lockWords(trx, id.split('.')[0]!);
    for (const one of (given as { kept: KeptWords[] }).kept) await changeWords(trx, one, one.text);
  },
};
