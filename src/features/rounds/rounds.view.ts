// Ready values of a round: its criteria with worded levels.
import { type LocaleTag, type Translate, textIn } from '../../i18n/locales';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { levelsOf, type Scale, shareOf } from './rounds.policy';
import type { CriterionRow } from './rounds.tables';

export interface Reader {
  locale: LocaleTag;
  t: Translate;
}

/** What a round has before anybody made it. */
export const USUAL_ROUND = {
  scale_min: 1,
  scale_max: 5,
  scale_step: 1,
  method: 'calibrated',
  scope: 'hackathon',
  stages: 1,
  sheets_each: 3,
  final_one_in: 4,
  final_sheets: 3,
  shows: 'bands',
} as const;

const WORDED = 5;

/** “Good” for 3 of five levels; other scales have numbers only. */
function levelLabel(value: number, scale: Scale, t: Translate): string {
  const levels = levelsOf(scale);
  const at = levels.indexOf(value);
  return levels.length === WORDED && at >= 0 ? t(`jury.level.${at + 1}`) : '';
}

export function criteriaView(
  criteria: readonly CriterionRow[],
  scale: Scale,
  hackathon: Pick<HackathonRow, 'languages'>,
  { locale, t }: Reader,
) {
  const levels = levelsOf(scale);
  const weights = criteria.map((one) => one.weight);
  return criteria.map((criterion) => ({
    id: criterion.id,
    title: textIn(criterion.title, locale, hackathon.languages),
    titles: criterion.title,
    weight: criterion.weight,
    share: shareOf(criterion.weight, weights),
    texts: criterion.levels,
    levels: levels.map((value, at) => ({
      value,
      at: at + 1,
      of: levels.length,
      label: levelLabel(value, scale, t),
      sentence: textIn(criterion.levels[String(value)], locale, hackathon.languages),
    })),
  }));
}

export type CriterionView = ReturnType<typeof criteriaView>[number];

export interface MissingWords {
  title: CriterionView['title'];
  id: string;
  /** By language: whether the name is missing, and the values without a sentence. */
  languages: { language: string; name: boolean; values: number[] }[];
}

/** Criteria that do not speak every language of the hackathon yet. */
export function missingWords(
  criteria: readonly CriterionView[],
  { languages }: Pick<HackathonRow, 'languages'>,
): MissingWords[] {
  return criteria
    .map(({ id, title, titles, texts, levels }) => ({
      id,
      title,
      languages: languages
        .map((language) => ({
          language,
          name: !titles[language],
          values: levels.map((level) => level.value).filter((value) => !texts[String(value)]?.[language]),
        }))
        .filter((one) => one.name || one.values.length > 0),
    }))
    .filter((one) => one.languages.length > 0);
}
