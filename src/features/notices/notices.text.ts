// The sentence of a notice in one language.
import { formatTime, type LocaleTag, textIn, translator, zoneName } from '../../i18n/locales';
import type { NoticeParam, NoticeParams } from './notices.tables';

function said(param: NoticeParam, locale: LocaleTag): string | number {
  if (typeof param !== 'object') return param;
  if ('at' in param && 'zone' in param) return formatTime(new Date(param.at!), param.zone!, locale);
  if ('key' in param) return translator(locale)(param.key!);
  if ('zone' in param) return zoneName(param.zone!, locale);
  return textIn(param, locale).text;
}

interface Sentence {
  params: NoticeParams;
  about: string | null;
}

/** A message whose parts are a notice's. */
export function sentence(key: string, { params, about }: Sentence, locale: LocaleTag): string {
  const parts = Object.entries(params).map(([name, param]) => [name, said(param, locale)]);
  return translator(locale)(key, {
    ...(about === null ? {} : { name: about }),
    ...Object.fromEntries(parts),
  });
}

export const noticeText = (notice: Sentence & { kind: string }, locale: LocaleTag): string =>
  sentence(`notices.kind.${notice.kind}`, notice, locale);
