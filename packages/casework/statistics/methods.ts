import type { StatisticTable } from './tables.ts';

/** In which the tables and their method are published. */
export const statisticLanguages = ['en', 'es'] as const;
export type StatisticLanguage = (typeof statisticLanguages)[number];

type TableWords = {
  readonly title: string;
  /** What the rows are. */
  readonly rows: string;
  /** How it is counted: beside the figure wherever it is shown. */
  readonly method: string;
};
export type StatisticWords = {
  readonly tables: Readonly<Record<StatisticTable, TableWords>>;
  readonly keys: Readonly<Record<string, string>>;
  readonly all: string;
  readonly hidden: string;
  readonly noOffice: string;
  readonly rates: TableWords & { readonly column: string };
  readonly perDay: TableWords & { readonly column: string };
  /** What holds for every table. */
  readonly general: readonly string[];
};

const en: StatisticWords = {
  tables: {
    people: {
      title: 'People by office and technology',
      rows: 'Office',
      method:
        'Everybody with an order in force at the last instant of the month, once, under the office that the record has for them now and the most restrictive device that they had then. Records entered in error or merged into another are not counted.',
    },
    'time-in-programme': {
      title: 'Time in the programme',
      rows: 'Days since the first order took effect',
      method:
        'The same people as in the table by office, by the days from when their first order took effect to the end of the month. Times between orders are not taken off.',
    },
    appearances: {
      title: 'Appearances in court',
      rows: 'Office',
      method:
        'Every hearing dated in the month that was held, by what came of it; moved and cancelled ones are not counted. Excused: did not appear, with a reason that counts against nobody. Open: nobody has written down yet what came of it.',
    },
    'check-ins': {
      title: 'Check-ins',
      rows: 'Office',
      method:
        'Every check-in due on a day of the month, under the office that holds it. Excused ones have a reason that counts against nobody. Open: nobody has decided yet. Those that fell away with their schedule are not counted.',
    },
    alerts: {
      title: 'Alerts by technology and how they were closed',
      rows: 'Technology',
      method:
        'Every alert raised in the month, by how it stands when the table is worked out. Repeats of one happening are one alert; alerts that late readings took back are not counted. An alert is an observation and no finding. Fault: of a device, of the service, a false alert or a test. By itself: no person closed it.',
    },
    'alert-kinds': {
      title: 'Alerts by kind and how they were closed',
      rows: 'Kind',
      method: 'The same alerts as by technology, by what was observed.',
    },
    'wearer-days': {
      title: 'Wearer-days',
      rows: 'Technology',
      method:
        'The time for which devices were assigned to people in the month, in days, parts of days added up and rounded at the end. Hidden where it is under 310 days, which is less than ten people for a month of 31 days.',
    },
    steps: {
      title: 'Reviews: steps down and up',
      rows: 'Level before',
      method:
        'Every review decided in the month, by the level that it was about and what was decided. A step up is a decision of two people with a written reason; the program never proposes one.',
    },
    losses: {
      title: 'Devices lost and found',
      rows: 'Technology',
      method:
        'Every time in the month that a device was written down as lost, and every time that one was found again.',
    },
    'person-days': {
      title: 'Person-days by office and level',
      rows: 'Office',
      method:
        'Every day of the month on which somebody had a device, once, with the most restrictive one and under the office with which it was booked when the month’s costs were closed. A part of a day is a day. Hidden where it is under 310 days, and where a number of people that is hidden could be read from it.',
    },
    'person-day-outcomes': {
      title: 'Person-days by how the order stood',
      rows: 'Order',
      method:
        'The same days as by office, by how the person’s orders stood when the month’s costs were closed.',
    },
    cost: {
      title: 'Cost by office and level',
      rows: 'Office',
      method:
        'What devices cost on days of the month by the rate cards that held then, with later corrections of these days; days without a rate cost nothing, and amounts of other currencies are not counted. A person’s level is that of the most restrictive device. Hidden where the days are; the sum of a row is hidden with any of its numbers, since rates are known.',
    },
    'cost-outcomes': {
      title: 'Cost by how the order stood',
      rows: 'Order',
      method:
        'The same amounts as by office, by how the person’s orders stood when the month’s costs were closed.',
    },
  },
  keys: {
    none: 'No device',
    phone: 'Phone',
    wrist: 'Wrist',
    ankle: 'Ankle',
    'under-90': 'Under 90 days',
    '90-179': '90 to 179 days',
    '180-364': '180 to 364 days',
    '365-or-more': '365 days or more',
    appeared: 'Appeared',
    'appeared-remotely': 'Appeared remotely',
    excused: 'Excused',
    'did-not-appear': 'Did not appear',
    'not-known': 'Not known',
    open: 'Open',
    kept: 'Kept',
    missed: 'Missed',
    confirmed: 'Condition not kept, confirmed',
    'no-violation': 'No condition was broken',
    fault: 'Fault or false alert',
    helped: 'Help in an emergency',
    other: 'Other',
    'by-itself': 'By itself',
    days: 'Wearer-days',
    stay: 'Level stays',
    'step-down': 'Step down',
    end: 'Ended',
    'step-up': 'Step up',
    lost: 'Lost',
    found: 'Found again',
    'in-force': 'An order in force',
    completed: 'Order completed',
    expired: 'Order expired',
    revoked: 'Order revoked',
    'no-order': 'No order',
    'strap-opened': 'Strap opened',
    'case-opened': 'Case opened',
    tamper: 'Tamper',
    'not-worn': 'Not worn',
    sos: 'Asked for help',
    'battery-low': 'Battery low',
    'battery-critical': 'Battery nearly empty',
    'powered-off': 'Switched off',
    silent: 'No contact',
    'no-position': 'No position',
    'exclusion-zone-entered': 'Exclusion zone entered',
    'inclusion-zone-left': 'Inclusion zone left',
    'curfew-absence': 'Not at home in a curfew',
    'location-doubtful': 'Position doubtful',
  },
  all: 'All',
  hidden: 'hidden',
  noOffice: 'No office',
  rates: {
    title: 'Alerts for each hundred wearer-days',
    rows: 'Technology',
    column: 'Alerts for each 100 wearer-days',
    method:
      'The alerts of a technology divided by its wearer-days, times one hundred, from the two tables as they are published. Hidden where one of the two is.',
  },
  perDay: {
    title: 'Cost of a person-day by level',
    rows: 'Level',
    column: 'Cost of a person-day',
    method:
      'What devices cost at a level divided by its person-days, from the sums of the two tables as they are published, rounded to the smallest coin. Hidden where one of the two is, and not given where there were no such days. A level is that of the most restrictive device; days without a rate are counted and cost nothing.',
  },
  general: [
    'Everything is counted from the record alone: nobody reports a figure. A month is counted again each night for a year, since entries come late; the same record gives the same numbers.',
    'Numbers from one to nine are hidden, and as many others with them that no hidden number can be worked out from the sums, nor bounded more narrowly than by nine, by whoever has all tables of the edition. Zeroes are shown: they are about nobody.',
    'A published edition is never changed. Where the record is corrected later, another edition of the same month is published beside it and shows the differences. What one edition hid, later ones hide as well.',
    'Not protected: whoever knows some of the people may subtract them; somebody who compares editions or months may learn by how much a group changed; and where all of a group had one outcome, that outcome is known of each of them.',
    'Before a month is published, each contractor’s own count of people is compared with the record, and every difference is corrected or explained.',
  ],
};

const es: StatisticWords = {
  tables: {
    people: {
      title: 'Personas por oficina y tecnología',
      rows: 'Oficina',
      method:
        'Cada persona con una orden vigente en el último instante del mes, una vez, en la oficina que el registro tiene ahora para ella y con el dispositivo más restrictivo que tenía entonces. No se cuentan los registros erróneos ni los unidos a otro.',
    },
    'time-in-programme': {
      title: 'Tiempo en el programa',
      rows: 'Días desde que empezó la primera orden',
      method:
        'Las mismas personas que en la tabla por oficina, según los días desde que su primera orden tuvo efecto hasta el fin del mes. No se descuenta el tiempo entre órdenes.',
    },
    appearances: {
      title: 'Comparecencias ante el tribunal',
      rows: 'Oficina',
      method:
        'Cada audiencia fechada en el mes que se celebró, según su resultado; no se cuentan las aplazadas ni las canceladas. Justificada: no compareció, por un motivo que no cuenta en contra de nadie. Abierta: nadie ha anotado todavía el resultado.',
    },
    'check-ins': {
      title: 'Citas de control',
      rows: 'Oficina',
      method:
        'Cada cita debida en un día del mes, en la oficina que la atiende. Las justificadas tienen un motivo que no cuenta en contra de nadie. Abierta: nadie ha decidido todavía. No se cuentan las que cayeron con su calendario.',
    },
    alerts: {
      title: 'Alertas por tecnología y cómo se cerraron',
      rows: 'Tecnología',
      method:
        'Cada alerta surgida en el mes, según cómo está cuando se calcula la tabla. Las repeticiones de un mismo suceso son una alerta; no se cuentan las que lecturas tardías retiraron. Una alerta es una observación y no una conclusión. Fallo: de un dispositivo, del servicio, una alerta falsa o una prueba. Por sí sola: ninguna persona la cerró.',
    },
    'alert-kinds': {
      title: 'Alertas por clase y cómo se cerraron',
      rows: 'Clase',
      method: 'Las mismas alertas que por tecnología, según lo que se observó.',
    },
    'wearer-days': {
      title: 'Días de uso',
      rows: 'Tecnología',
      method:
        'El tiempo en que hubo dispositivos asignados a personas en el mes, en días, sumando las partes de días y redondeando al final. Se oculta si es menos de 310 días, que es menos de diez personas en un mes de 31 días.',
    },
    steps: {
      title: 'Revisiones: pasos hacia abajo y hacia arriba',
      rows: 'Nivel anterior',
      method:
        'Cada revisión decidida en el mes, según el nivel que trataba y lo que se decidió. Un paso hacia arriba es una decisión de dos personas con motivo escrito; el programa nunca lo propone.',
    },
    losses: {
      title: 'Dispositivos perdidos y hallados',
      rows: 'Tecnología',
      method:
        'Cada vez en el mes que un dispositivo se anotó como perdido, y cada vez que uno se halló de nuevo.',
    },
    'person-days': {
      title: 'Días-persona por oficina y nivel',
      rows: 'Oficina',
      method:
        'Cada día del mes en que alguien tuvo un dispositivo, una vez, con el más restrictivo y en la oficina con la que se anotó al cerrar los costes del mes. Una parte de un día es un día. Se oculta si son menos de 310 días, y si de ellos se podría leer un número de personas oculto.',
    },
    'person-day-outcomes': {
      title: 'Días-persona según cómo estaba la orden',
      rows: 'Orden',
      method:
        'Los mismos días que por oficina, según cómo estaban las órdenes de la persona al cerrar los costes del mes.',
    },
    cost: {
      title: 'Coste por oficina y nivel',
      rows: 'Oficina',
      method:
        'Lo que costaron los dispositivos en los días del mes según las tarifas vigentes entonces, con las correcciones posteriores de esos días; los días sin tarifa no cuestan nada y no se cuentan importes de otras monedas. El nivel de una persona es el de su dispositivo más restrictivo. Se oculta donde se ocultan los días; la suma de una fila se oculta con cualquiera de sus números, porque las tarifas se conocen.',
    },
    'cost-outcomes': {
      title: 'Coste según cómo estaba la orden',
      rows: 'Orden',
      method:
        'Los mismos importes que por oficina, según cómo estaban las órdenes de la persona al cerrar los costes del mes.',
    },
  },
  keys: {
    none: 'Sin dispositivo',
    phone: 'Teléfono',
    wrist: 'Muñeca',
    ankle: 'Tobillo',
    'under-90': 'Menos de 90 días',
    '90-179': 'De 90 a 179 días',
    '180-364': 'De 180 a 364 días',
    '365-or-more': '365 días o más',
    appeared: 'Compareció',
    'appeared-remotely': 'Compareció a distancia',
    excused: 'Justificada',
    'did-not-appear': 'No compareció',
    'not-known': 'No se sabe',
    open: 'Abierta',
    kept: 'Cumplida',
    missed: 'No cumplida',
    confirmed: 'Condición incumplida, confirmada',
    'no-violation': 'No se incumplió ninguna condición',
    fault: 'Fallo o alerta falsa',
    helped: 'Ayuda en una emergencia',
    other: 'Otra',
    'by-itself': 'Por sí sola',
    days: 'Días de uso',
    stay: 'El nivel sigue',
    'step-down': 'Paso hacia abajo',
    end: 'Terminado',
    'step-up': 'Paso hacia arriba',
    lost: 'Perdido',
    found: 'Hallado de nuevo',
    'in-force': 'Una orden vigente',
    completed: 'Orden cumplida',
    expired: 'Orden vencida',
    revoked: 'Orden revocada',
    'no-order': 'Sin orden',
    'strap-opened': 'Correa abierta',
    'case-opened': 'Carcasa abierta',
    tamper: 'Manipulación',
    'not-worn': 'No se lleva puesto',
    sos: 'Pidió ayuda',
    'battery-low': 'Batería baja',
    'battery-critical': 'Batería casi vacía',
    'powered-off': 'Apagado',
    silent: 'Sin contacto',
    'no-position': 'Sin posición',
    'exclusion-zone-entered': 'Entró en una zona de exclusión',
    'inclusion-zone-left': 'Salió de una zona de permanencia',
    'curfew-absence': 'Fuera de casa en horario de permanencia',
    'location-doubtful': 'Posición dudosa',
  },
  all: 'Total',
  hidden: 'oculto',
  noOffice: 'Sin oficina',
  rates: {
    title: 'Alertas por cada cien días de uso',
    rows: 'Tecnología',
    column: 'Alertas por cada 100 días de uso',
    method:
      'Las alertas de una tecnología divididas por sus días de uso, por cien, de las dos tablas tal como se publican. Se oculta si una de las dos está oculta.',
  },
  perDay: {
    title: 'Costo de un día-persona por nivel',
    rows: 'Nivel',
    column: 'Costo de un día-persona',
    method:
      'Lo que costaron los dispositivos de un nivel dividido por sus días-persona, de las sumas de las dos tablas tal como se publican, redondeado a la moneda más pequeña. Se oculta si una de las dos está oculta, y no se da si no hubo tales días. El nivel es el del dispositivo más restrictivo; los días sin tarifa se cuentan y no cuestan nada.',
  },
  general: [
    'Todo se cuenta solo del registro: nadie comunica cifras. Un mes se vuelve a contar cada noche durante un año, porque hay anotaciones tardías; el mismo registro da los mismos números.',
    'Se ocultan los números de uno a nueve, y con ellos tantos otros que nadie que tenga todas las tablas de la edición puede calcular un número oculto a partir de las sumas, ni acotarlo a menos de nueve. Los ceros se muestran: no tratan de nadie.',
    'Una edición publicada no se cambia nunca. Si el registro se corrige después, se publica al lado otra edición del mismo mes, que muestra las diferencias. Lo que una edición ocultó lo ocultan también las siguientes.',
    'No queda protegido lo siguiente: quien conoce a algunas de las personas puede restarlas; quien compara ediciones o meses puede saber cuánto cambió un grupo; y si todo un grupo tuvo un mismo resultado, ese resultado se sabe de cada uno.',
    'Antes de publicar un mes, el recuento de personas de cada contratista se compara con el registro, y cada diferencia se corrige o se explica.',
  ],
};

export const statisticWords: Readonly<Record<StatisticLanguage, StatisticWords>> = { en, es };

/** A row's or a column's name; an office has its own. */
export const keyWords = (words: StatisticWords, key: string, isOffice: boolean): string =>
  isOffice ? key || words.noOffice : (words.keys[key] ?? key);
