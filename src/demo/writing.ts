// Proposals of the demo: evidence, drafts saved part by part, advice and answers, hand-ins.
import { hackathonBySlug } from '../features/hackathons/hackathons.queries';
import { writeCard } from '../features/inquiry/inquiry.actions';
import { saveDraft } from '../features/submissions/submissions.draft.actions';
import { answerFeedback, giveFeedback } from '../features/submissions/submissions.feedback.actions';
import { handIn } from '../features/submissions/submissions.handin.actions';
import { submissionOfTeam } from '../features/submissions/submissions.queries';
import type { Player } from './player';
import type { Draft, EvidenceCard, FeedbackItem, SectionKey, Submission, Team } from './texts/shapes';

/** Cards get their numbers in the order of the list: texts cite them as [E1], [E2] … */
export async function collectEvidence(
  player: Player,
  slug: string,
  cards: readonly EvidenceCard[],
): Promise<void> {
  const hackathon = (await hackathonBySlug(player.deps.db, slug))!;
  for (const [index, card] of cards.entries()) {
    player.at({ days: -9, hours: 9 * index });
    await writeCard(player.deps, await player.person(card.by), hackathon, {
      claim: card.claim,
      kind: card.kind,
      source: card.source,
      url: card.url ?? null,
      language: card.language as never,
    });
  }
}

export async function submissionIdOf(player: Player, slug: string, teamId: string): Promise<string> {
  const { deps } = player;
  const hackathon = (await hackathonBySlug(deps.db, slug))!;
  return (await submissionOfTeam(deps.db, deps.clock, { id: teamId, hackathon_id: hackathon.id })).id;
}

async function write(
  player: Player,
  submissionId: string,
  authors: readonly string[],
  sections: Partial<Record<SectionKey, string>>,
): Promise<void> {
  const parts = Object.entries(sections).filter(([, text]) => text) as [SectionKey, string][];
  for (const [index, [key, text]] of parts.entries()) {
    const author = await player.person(authors[index % authors.length]!);
    await saveDraft(player.deps, author, submissionId, { section: { [key]: text }, version: { [key]: 0 } });
  }
}

export async function writeDrafts(
  player: Player,
  slug: string,
  teams: { ids: Map<string, string>; data: readonly Team[] },
  drafts: readonly Draft[],
  advice: readonly FeedbackItem[],
): Promise<void> {
  for (const draft of drafts) {
    player.at({ hours: -12 });
    const id = await submissionIdOf(player, slug, teams.ids.get(draft.team)!);
    const members = teams.data.find((team) => team.key === draft.team)?.members ?? [draft.by];
    await write(player, id, members, draft.sections);
  }
  for (const [index, item] of advice.entries()) {
    player.at({ hours: -8, minutes: 13 * index });
    const id = await submissionIdOf(player, slug, teams.ids.get(item.team)!);
    const { section, kind, body, answer } = item;
    const given = await giveFeedback(player.deps, await player.person(item.by), id, { section, kind, body });
    if (!answer) continue;
    player.at({ hours: -6, minutes: 13 * index });
    await answerFeedback(player.deps, await player.person(answer.by), given.id, {
      answer: answer.answer,
      because: answer.because ?? '',
    });
  }
}

/** Writes and hands in whole proposals; returns submission ids by the key of the team. */
export async function handInAll(
  player: Player,
  slug: string,
  teams: { ids: Map<string, string>; data: readonly Team[] },
  submissions: readonly Submission[],
  days: { written: number; sent: number },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [index, one] of submissions.entries()) {
    const team = teams.data.find((each) => each.key === one.team)!;
    player.at({ days: days.written, hours: 3 * index });
    const id = await submissionIdOf(player, slug, teams.ids.get(one.team)!);
    await write(player, id, team.members, one.sections);
    const arrivedAt = player.at({ days: days.sent, hours: index });
    await handIn(player.deps, await player.person(team.captain), id, arrivedAt);
    ids.set(one.team, id);
  }
  return ids;
}
