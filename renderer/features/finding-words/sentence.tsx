/** A finding in the language of the window; codes in it stay left to right. */
import { Fragment } from 'react';
import { type FindingView, Lang } from '#shared/contract/values.ts';
import { tellFinding, type Told } from '#shared/domain/rules/words/tell.ts';
import { useT } from '../../i18n/index.ts';
import { Ltr } from '../../ui/index.ts';

/** What, why, where and who can lift it. */
export function useTold(): (finding: FindingView) => Told {
  const { language } = useT();
  const lang = Lang.safeParse(language).data ?? 'en';
  return (f) => tellFinding(f, lang, f);
}

/** Words and codes of a sentence; each code apart, else Arabic would turn it round. */
export function Sentence({ parts }: { readonly parts: Told['what']['parts'] }) {
  return parts.map((part, i) => <Fragment key={i}>{'text' in part ? part.text : <Ltr>{part.code}</Ltr>}</Fragment>);
}

/** What a finding says. */
export function FindingSentence({ finding }: { readonly finding: FindingView }) {
  return <Sentence parts={useTold()(finding).what.parts} />;
}
