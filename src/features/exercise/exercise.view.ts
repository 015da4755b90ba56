// Ready values of the exercise: the two examples, and what everybody gave, point by point, with the differences.
import { type LocaleTag, type Localized, type Translate, textIn } from '../../i18n/locales';
import type { CriterionView } from '../rounds/rounds.view';
import { differenceOf } from './exercise.policy';
import { SAMPLES, type SampleRow, type SampleScore } from './exercise.tables';

/** The organiser's words, or those that are always there. */
export function samplesView(
  own: readonly SampleRow[],
  languages: readonly string[],
  { locale, t }: { locale: LocaleTag; t: Translate },
) {
  return SAMPLES.map((number) => {
    const written = own.find((one) => one.number === number);
    const words = (texts: Localized | undefined, key: string) =>
      texts
        ? textIn(texts, locale, [...languages])
        : textIn({ [locale]: t(`exercise.sample.${number}.${key}`) }, locale, [locale]);
    return {
      number,
      title: words(written?.title, 'title'),
      text: words(written?.text, 'text'),
      own: written ?? null,
    };
  });
}

export function comparisonView(scores: readonly SampleScore[], criteria: readonly CriterionView[]) {
  return SAMPLES.map((number) => ({
    number,
    points: criteria.map((criterion) => {
      const given = scores
        .filter((one) => one.number === number && one.criterion_id === criterion.id)
        .flatMap((one) => {
          const level = criterion.levels.find((each) => each.value === one.score);
          return level ? [{ name: one.juror, at: level.at, level }] : [];
        });
      const { kind, low, high } = differenceOf(given);
      const levelAt = (at: number | undefined) => criterion.levels.find((one) => one.at === at) ?? null;
      return {
        title: criterion.title,
        of: criterion.levels.length,
        given,
        kind,
        low: low && { names: low.names, level: levelAt(low.at) },
        high: high && { names: high.names, level: levelAt(high.at) },
      };
    }),
  }));
}
