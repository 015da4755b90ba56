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

export function noticeText(
  notice: { kind: string; params: NoticeParams; about: string | null },
  locale: LocaleTag,
): string {
  const params = Object.entries(notice.params).map(([name, param]) => [name, said(param, locale)]);
  return translator(locale)(`notices.kind.${notice.kind}`, {
    ...(notice.about === null ? {} : { name: notice.about }),
    ...Object.fromEntries(params),
  });
}
