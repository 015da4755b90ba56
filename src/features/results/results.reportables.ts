// A handed-in proposal can be reported: published by everybody, before by the jury and the organisers. Its
// fingerprint stays that of what was handed in.
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
import { publishedProposal } from './results.rights';

const withheld = (sections: FrozenSections): FrozenSections =>
  Object.fromEntries(
    Object.entries(sections).map(([key, { text, version }]) => [
      key,
      { text: text === '' ? '' : WITHHELD, version },
    ]),
  ) as FrozenSections;

const wordsOf = (sections: FrozenSections) => SECTIONS.map((key) => sections[key]?.text ?? '');

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
      return await found(version.sections, `/submissions/${id}/published`);
    } catch (error) {
      if (!(error instanceof NotFound) || !reader) throw error;
    }
    await readerOfSubmission(db, id, reader.id);
    const last = await lastVersion(db, id);
    return last ? found(last.sections, `/submissions/${id}/versions/${last.number}`) : null;
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
