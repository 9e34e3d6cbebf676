import type { LocationLevel } from '@attend/kernel';
import type { ClauseKind } from './records.ts';

export type AgreementWording = {
  readonly opening: readonly string[];
  readonly clauses: Readonly<Record<ClauseKind, string>>;
  readonly locations: Readonly<Record<LocationLevel, string>>;
  readonly closing: readonly string[];
};

/** Nobody who speaks it has read this yet (ADR 0052): what is signed under it says so, and an agency's own text takes its place. */
export const creoleAgreement: AgreementWording = {
  opening: [
    'Akò sou lòd {order} ki soti nan {court}.',
    'Pou {name}. Lòd la valab soti {from} rive {to}. Nan dat {review}, y ap gade si li toujou nesesè.',
    'Men sa lòd la mande:',
  ],
  clauses: {
    'location-status': 'Aparèy ou a voye nouvèl sou eta pa li sèlman. Yo pa anrejistre okenn kote ou ye.',
    'location-zones': 'Aparèy ou a di si ou anndan oswa deyò chak zòn.',
    'location-trail': 'Aparèy ou a di ki kote ou ye.',
    'technology-ankle': 'Ou pote yon aparèy nan cheviy pye ou.',
    'technology-wrist': 'Ou pote yon aparèy nan ponyèt ou.',
    'technology-phone': 'Ou sèvi ak yon aplikasyon sou yon telefòn.',
    'exclusion-zone': 'Gen kote ou pa dwe pwoche. Yo montre ou yo sou yon kat.',
    'inclusion-zone': 'Gen yon kote ou pa dwe soti ladan l. Yo montre ou li sou yon kat.',
    curfew: 'Ou dwe yon kote nan sèten lè. Yo ba ou lè yo alekri.',
    'check-ins': 'Ou prezante nan jou yo di ou davans.',
    attendance: 'Ou vini nan odyans ou yo. Yo fè ou sonje chak.',
  },
  locations: {
    status: 'Ou dakò pou yo pa anrejistre okenn kote ou ye.',
    zones: 'Ou dakò pou yo anrejistre si ou anndan oswa deyò yon zòn, men pa ki kote ou ye.',
    trail: 'Ou dakò pou yo anrejistre ki kote ou ye.',
  },
  closing: [
    'Ou ka mande yon eksepsyon pou travay, pou pran swen yon moun, pou sante oswa pou lafwa, nenpòt ki lè.',
    'Ou ka di sa ki pale kont lòd la, e y ap reponn ou alekri. Ou ka pale ak avoka ou anvan.',
    'Ou ka li ki moun ki te gade enfòmasyon ou yo. Ou ka retire akò sa a; y ap fè tribinal la konnen sa, e depi lè sa a yo pa anrejistre kote ou ye ankò.',
  ],
};

/** As the Haitian Creole: not yet read by a speaker. */
export const arabicAgreement: AgreementWording = {
  opening: [
    'اتفاق بشأن الأمر {order} الصادر عن {court}.',
    'إلى {name}. يسري الأمر من {from} إلى {to}. ويُنظر في {review} فيما إذا كان لا يزال ضروريًا.',
    'هذا ما يطلبه الأمر:',
  ],
  clauses: {
    'location-status': 'يُبلغ جهازكم عن حالته هو فقط. ولا يُحفظ أي موقع لكم.',
    'location-zones': 'يُبلغ جهازكم عمّا إذا كنتم داخل كل منطقة أو خارجها.',
    'location-trail': 'يُبلغ جهازكم عن مكان وجودكم.',
    'technology-ankle': 'تضعون جهازًا على الكاحل.',
    'technology-wrist': 'تضعون جهازًا على المعصم.',
    'technology-phone': 'تستخدمون تطبيقًا على الهاتف.',
    'exclusion-zone': 'هناك أماكن لا تقتربون منها. وتُعرض عليكم على خريطة.',
    'inclusion-zone': 'هناك مكان لا تغادرونه. ويُعرض عليكم على خريطة.',
    curfew: 'تكونون في مكان معيّن في ساعات معيّنة. وتُعطى لكم كتابةً.',
    'check-ins': 'تحضرون للمراجعة في أيام تُبلَّغون بها مسبقًا.',
    attendance: 'تحضرون جلساتكم في المحكمة. ويجري تذكيركم بكل جلسة.',
  },
  locations: {
    status: 'توافقون على ألا يُحفظ أي موقع لكم.',
    zones: 'توافقون على أن يُحفظ ما إذا كنتم داخل منطقة أو خارجها، لا مكان وجودكم.',
    trail: 'توافقون على أن يُحفظ مكان وجودكم.',
  },
  closing: [
    'يمكنكم في أي وقت طلب استثناء بسبب العمل أو رعاية أحد أو الصحة أو الدين.',
    'يمكنكم أن تقولوا ما يعارض الأمر، ويُردّ عليكم كتابةً. ويمكنكم التحدث مع محاميكم أولًا.',
    'يمكنكم أن تعرفوا من اطّلع على بياناتكم. ويمكنكم سحب هذا الاتفاق؛ وتُبلَّغ المحكمة بذلك، ولا يُحفظ موقعكم بعد ذلك.',
  ],
};
