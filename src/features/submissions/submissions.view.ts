// Ready values of the proposal's page: seven parts, woven or bare, each with its text, its advice and, when
// somebody else was faster, both texts.
import type { FormState } from '../../web/request';
import { type Facts, mayNow, type Verdict } from '../hackathons/hackathons.policy';
import { citations } from '../inquiry/inquiry.citations';
import type { CitedCard } from '../inquiry/inquiry.queries';
import { canonicalVersion } from './submissions.protocol';
import type { VersionLine } from './submissions.queries';
import type { Begun } from './submissions.rights';
import type { Stale } from './submissions.stale.policy';
import {
  FEEDBACK_KINDS,
  type FeedbackRow,
  type FileRow,
  NEEDED,
  SECTION_LIMIT,
  SECTIONS,
  type SectionKey,
  type SectionRow,
  type VersionRow,
} from './submissions.tables';

export interface Given {
  reader: Begun;
  facts: Facts;
  sections: SectionRow[];
  feedback: FeedbackRow[];
  subjects: Map<string, string>;
  files: FileRow[];
  /** What the sections cite. */
  cards: CitedCard[];
  versions: VersionLine[];
  last: VersionRow | undefined;
  /** The part to open. */
  asked: string | undefined;
  form: FormState | undefined;
  /** The advice whose answer was refused. */
  answering: string | undefined;
}

export interface Part {
  key: SectionKey;
  place: number;
  name: string;
  open: boolean;
  text: string;
  version: number;
  /** What stands in the field: after a refusal what the person typed. */
  value: string;
  stale: Stale | null;
  saved: { by: string; at: Date } | null;
  advice: Advice[];
  waiting: number;
  cited: CitedCard[];
}

export interface Advice extends FeedbackRow {
  subject: string | undefined;
  /** The text was saved again since. */
  older: boolean;
  refused: boolean;
}

export function draftView(given: Given) {
  const { reader, facts, form } = given;
  const write = mayNow(facts, 'writeDraft');
  const own = reader.adviser ? mayNow(facts, 'giveFeedback') : write;
  const can = {
    write: reader.member && write.ok,
    advise: reader.adviser && own.ok,
    answer: reader.member && mayNow(facts, 'answerFeedback').ok,
  };
  const parts = SECTIONS.map((key, index) => partOf(given, key, index));
  open(parts, given);
  const written = parts.filter((part) => part.text !== '');
  const empty = parts.filter((part) => part.text === '').map((part) => part.key);
  return {
    can,
    parts,
    written: written.length,
    empty,
    missing: empty.filter((key) => NEEDED.includes(key)),
    limit: SECTION_LIMIT,
    kinds: FEEDBACK_KINDS,
    team: { id: reader.team.id, name: reader.team.name },
    submissionId: reader.submission.id,
    zone: reader.hackathon.zone,
    now: facts.now,
    until: own.ok ? own.until : null,
    closed: closedBy(own),
    files: given.files,
    versions: given.versions.toReversed(),
    changed: given.last !== undefined && isChanged(given, given.last),
    kept: can.write ? [] : keptTexts(form),
  };
}

const closedBy = (verdict: Verdict) =>
  verdict.ok || verdict.key === 'role' ? null : { key: verdict.key, at: verdict.at ?? null };

function partOf(given: Given, key: SectionKey, index: number): Part {
  const saved = given.sections.find((row) => row.key === key);
  const stale = (given.form?.current as Partial<Record<SectionKey, Stale>> | undefined)?.[key] ?? null;
  const typed = given.form?.values[`section[${key}]`];
  const advice = given.feedback
    .filter((item) => item.section === key)
    .map((item) => adviceOf(given, item, saved));
  return {
    key,
    place: index + 1,
    name: `section[${key}]`,
    open: false,
    text: saved?.text ?? '',
    version: saved?.version ?? 0,
    value: typeof typed === 'string' ? typed : (saved?.text ?? ''),
    stale,
    saved: saved ? { by: saved.saved_by_name, at: saved.saved_at } : null,
    advice,
    waiting: advice.filter((item) => item.answer === null).length,
    cited: citedIn(saved?.text ?? '', given.cards),
  };
}

/** In the order in which the text names them. */
export function citedIn(text: string, cards: readonly CitedCard[]): CitedCard[] {
  return citations(text).flatMap((number) => cards.filter((card) => card.number === number));
}

function adviceOf(given: Given, item: FeedbackRow, saved: SectionRow | undefined): Advice {
  return {
    ...item,
    subject: given.subjects.get(item.by_id),
    older: item.section_version < (saved?.version ?? 0),
    refused: item.id === given.answering,
  };
}

/** One part is open: where something went wrong, else the one asked for, else where advice waits or nothing is. */
function open(parts: Part[], { form, asked, answering }: Given): void {
  const chosen =
    parts.find((part) => part.stale) ??
    parts.find((part) => form?.errors[part.name]) ??
    parts.find((part) => part.advice.some((item) => item.id === answering)) ??
    parts.find((part) => part.key === (form?.values.section ?? asked)) ??
    parts.find((part) => part.waiting > 0) ??
    parts.find((part) => part.text === '') ??
    parts[0]!;
  chosen.open = true;
}

function isChanged(given: Given, last: VersionRow): boolean {
  const ids = (files: readonly { id: string }[]) => files.map(({ id }) => id).join(' ');
  if (ids(given.files) !== ids(last.files)) return true;
  return SECTIONS.some((key) => {
    const saved = given.sections.find((row) => row.key === key);
    return (saved?.version ?? 0) !== last.sections[key].version;
  });
}

/** What cannot be saved any more still stands on the page. */
function keptTexts(form: FormState | undefined): { key: SectionKey; text: string }[] {
  return SECTIONS.map((key) => ({ key, text: form?.values[`section[${key}]`] })).filter(
    (one): one is { key: SectionKey; text: string } => typeof one.text === 'string' && one.text !== '',
  );
}

/** The JSON of a draft; shape of the contract. */
export function draftJson(
  given: Pick<Given, 'sections' | 'feedback' | 'files' | 'versions'> & { id: string },
) {
  return {
    submission: {
      id: given.id,
      sections: Object.fromEntries(
        SECTIONS.map((key) => {
          const row = given.sections.find((one) => one.key === key);
          return [key, { text: row?.text ?? '', version: row?.version ?? 0 }];
        }),
      ),
      files: given.files.map(({ id, name, bytes, type }) => ({ id, name, bytes, type })),
      feedback: given.feedback.map(feedbackJson),
      versions: given.versions.map(versionJson),
    },
  };
}

/** The same shape for who reads the last hand-in only: what experts advised is the team's. */
export function handedInJson(version: VersionRow) {
  return {
    submission: {
      id: version.submission_id,
      sections: version.sections,
      files: version.files.map(({ id, name, bytes, type }) => ({ id, name, bytes, type })),
      feedback: [],
      versions: [versionJson(version)],
    },
  };
}

/** The canonical text of a hand-in: its SHA-256 is the one that is shown. */
export function versionText(version: VersionRow): string {
  return canonicalVersion(version);
}

const versionJson = ({ id, number, handed_in_at, sha256 }: Omit<VersionLine, 'by_name'>) => ({
  id,
  number,
  at: handed_in_at.toISOString(),
  sha256,
});

const feedbackJson = (item: FeedbackRow) => ({
  id: item.id,
  section: item.section,
  kind: item.kind,
  body: item.body,
  by: item.by_name,
  at: item.at.toISOString(),
  ...(item.answer ? { answer: item.answer, because: item.because } : {}),
});
