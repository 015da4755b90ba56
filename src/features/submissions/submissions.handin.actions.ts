// Handing in: freezes the sections, the files, the question and the people of one moment under a hash.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { type FieldFault, InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { membersOf } from '../teams/teams.queries';
import { filesOf } from './submissions.files.queries';
import { type HeldDraft, withDraft } from './submissions.held.actions';
import { canonicalJson, hashOfVersion } from './submissions.protocol';
import { insertVersion, lastVersion, sectionsOf } from './submissions.queries';
import {
  type FrozenFile,
  type FrozenSections,
  NEEDED,
  type Roster,
  SECTIONS,
  type VersionRow,
} from './submissions.tables';

/** The same sections and files as in the last hand-in give that one again, with `made: false`. */
export async function handIn(
  deps: Deps,
  person: Person,
  submissionId: string,
  arrivedAt: Date,
): Promise<{ version: VersionRow; made: boolean }> {
  const wanted = { who: 'member', right: 'handIn', arrivedAt, team: true } as const;
  return withDraft(deps, person, submissionId, wanted, async (held) => {
    const { trx, facts, team } = held;
    const sections = await frozenSections(held);
    const files = await frozenFiles(held);
    const last = await lastVersion(trx, submissionId);
    const content = canonicalJson({ sections, files });
    if (last && content === canonicalJson({ sections: last.sections, files: last.files }))
      return { version: last, made: false };
    const frozen = {
      submission_id: submissionId,
      number: (last?.number ?? 0) + 1,
      challenge_id: team.challenge_id,
      sections,
      files,
      roster: await frozenRoster(held),
      names_hashed: false,
      handed_in_at: facts.now,
    };
    const version: VersionRow = {
      ...frozen,
      id: newId(),
      sha256: hashOfVersion(frozen),
      handed_in_by: person.id,
    };
    await insertVersion(trx, version);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'handIn',
      subject: { kind: 'submission', id: submissionId },
      hackathonId: held.hackathon.id,
      details: { number: version.number, sha256: version.sha256 },
    });
    return { version, made: true };
  });
}

async function frozenSections({ trx, submission }: HeldDraft): Promise<FrozenSections> {
  const saved = await sectionsOf(trx, submission.id);
  const sections = Object.fromEntries(
    SECTIONS.map((key) => {
      const row = saved.find((one) => one.key === key);
      return [key, { text: row?.text ?? '', version: row?.version ?? 0 }];
    }),
  ) as FrozenSections;
  const missing = NEEDED.filter((key) => sections[key].text === '');
  if (missing.length === 0) return sections;
  const faults: Record<string, FieldFault> = {};
  for (const key of missing) faults[`section[${key}]`] = { key: `submissions.missing.${key}` };
  throw new InvalidInput(faults, 'submissions.refused.missing', { count: missing.length });
}

async function frozenFiles({ trx, submission }: HeldDraft): Promise<FrozenFile[]> {
  const files = await filesOf(trx, submission.id);
  return files.map(({ id, name, bytes, type, sha256 }) => ({ id, name, bytes, type, sha256 }));
}

async function frozenRoster({ trx, team }: HeldDraft): Promise<Roster> {
  const members = await membersOf(trx, team.id);
  return {
    team: team.name,
    weave_seed: team.weave_seed,
    members: members.map((member) => ({
      id: member.id,
      display_name: member.display_name,
      captain: member.captain,
      joined_at: member.joined_at.toISOString(),
      weave_seed: member.weave_seed,
      colourway_shift: member.colourway_shift,
    })),
  };
}
