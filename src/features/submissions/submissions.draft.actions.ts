// Saving sections: every save is a new version, and nobody's words disappear under somebody else's.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import { withDraft } from './submissions.held.actions';
import type { DraftInput } from './submissions.input';
import { insertSections, sectionsOf, textsAt } from './submissions.queries';
import { refuseStale } from './submissions.stale.policy';
import type { SectionKey, SectionRow } from './submissions.tables';

export interface SavedDraft {
  teamId: string;
  submissionId: string;
  at: Date;
  /** The version that is true now, of each section that was sent. */
  versions: Partial<Record<SectionKey, number>>;
}

/**
 * Saves all sections sent or none. One that was changed since the version it was based on is stale: Conflict
 * with what is saved now. The same text again makes no new version; of several sections, one whose text is
 * that of its base was not touched and stays out of it.
 */
export async function saveDraft(
  deps: Deps,
  person: Person,
  submissionId: string,
  input: DraftInput,
): Promise<SavedDraft> {
  return withDraft(
    deps,
    person,
    submissionId,
    { who: 'member', right: 'writeDraft', writes: true },
    async (held) => {
      const { trx, facts } = held;
      const current = new Map((await sectionsOf(trx, submissionId)).map((row) => [row.key, row]));
      const changed = await changesOf(trx, submissionId, input, current);
      refuseStale(changed, (key) => current.get(key), 'submissions.refused.stale');
      const rows = changed.map(({ key, text, based }) => ({ key, text, version: based + 1 }));
      await insertSections(trx, submissionId, rows, { by: person.id, at: facts.now });
      if (rows.length > 0)
        await recordActivity(trx, {
          at: facts.now,
          personId: person.id,
          act: 'saveDraft',
          subject: { kind: 'submission', id: submissionId },
          hackathonId: held.hackathon.id,
          details: Object.fromEntries(rows.map(({ key, version }) => [key, version])),
        });
      const versions: SavedDraft['versions'] = {};
      for (const key of Object.keys(input.section) as SectionKey[])
        versions[key] = rows.find((row) => row.key === key)?.version ?? current.get(key)?.version ?? 0;
      return { teamId: held.team.id, submissionId, at: facts.now, versions };
    },
  );
}

interface Change {
  key: SectionKey;
  text: string;
  based: number;
}

async function changesOf(
  trx: Parameters<typeof textsAt>[0],
  submissionId: string,
  input: DraftInput,
  current: Map<SectionKey, SectionRow>,
): Promise<Change[]> {
  const sent = Object.entries(input.section) as [SectionKey, string][];
  const different = sent
    .filter(([key, text]) => text !== (current.get(key)?.text ?? ''))
    .map(([key, text]) => ({ key, text, based: input.version[key] ?? 0 }));
  if (sent.length === 1) return different;
  const bases = await textsAt(
    trx,
    submissionId,
    different.map(({ key, based }) => ({ key, version: based })),
  );
  return different.filter(({ key, text, based }) => text !== (bases.get(`${key} ${based}`) ?? ''));
}
