/// Words that stand in dates, and what they mean.
enum DateNames {
  /// Whether the names for the halves of the day mean the second.
  static let halvesOfDay: [String: Bool] = [
    "am": false, "pm": true, "a": false, "p": true, "오전": false, "오후": true, "午前": false,
    "午後": true, "上午": false, "下午": true, "凌晨": false, "晚上": true, "πμ": false, "μμ": true,
  ]

  /// The same inside words that are written together.
  static let eastAsianHalves: [(name: String, isLate: Bool)] = [
    ("午前", false), ("午後", true), ("上午", false), ("下午", true), ("오전", false), ("오후", true),
  ]

  /// Japanese eras, and the year before their first.
  static let eras: [(name: String, start: Int)] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)]

  /// Minutes ahead of UTC of zones by the names in use.
  ///
  /// Of names with several meanings the one that RFC 822 gives, else that of most people: IST is
  /// India's.
  static let zones: [String: Int] = {
    var zones: [String: Int] = [:]
    let hours = """
      ut 0 utc 0 gmt 0 z 0 wet 0 adt -3 ast -4 at -4 edt -4 est -5 et -5 cdt -5 cst -6 ct -6 mdt -6
      mst -7 mt -7 pdt -7 pst -8 pt -8 akdt -8 akst -9 hst -10 brt -3 art -3 clt -4
      bst 1 west 1 cet 1 met 1 mez 1 wat 1 cest 2 mest 2 mesz 2 eet 2 cat 2 sast 2 eest 3 msk 3 eat 3
      trt 3 gst 4 pkt 5 uzt 5 ict 7 wib 7 sgt 8 hkt 8 awst 8 pht 8 jst 9 kst 9 aest 10 aedt 11
      nzst 12 nzdt 13
      """
    var name: Substring?
    for word in hours.split(whereSeparator: \.isWhitespace) {
      guard let known = name else {
        name = word
        continue
      }
      zones[String(known)] = (Int(word) ?? 0) * 60
      name = nil
    }
    zones["ist"] = 330
    zones["npt"] = 345
    zones["irst"] = 210
    zones["nst"] = -210
    zones["ndt"] = -150
    zones["acst"] = 570
    zones["acdt"] = 630
    return zones
  }()

  /// Names of months and their usual short forms, in small letters.
  ///
  /// From the calendars of the languages as the Unicode CLDR gives them (https://cldr.unicode.org),
  /// in the case that stands in dates. Left out is what means different months in two languages:
  /// “listopada” is November in Polish and October in Croatian.
  static let months: [String: Int] = {
    var months: [String: Int] = [:]
    for (i, names) in monthNames.enumerated() {
      for name in names.split(whereSeparator: \.isWhitespace) { months[String(name)] = i + 1 }
    }
    return months
  }()
}

private let monthNames = [
  """
  january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari janúar ianuarie
  ian ocak oca января январь янв січня січ януари студзеня januára január januári ledna leden led
  stycznia styczeń sty siječnja januara јануара јан tammikuuta tammikuu tammi jaanuar jaan janvāris
  janv. sausio saus ιαν ιανουαρίου ιανουάριος gener janar يناير ژانویه ינואר जनवरी जन
  জানুয়ারি มกราคม
  """,
  """
  february feb febr februar februari février fév févr febrero febbraio febbr fevereiro fev febrúar
  februarie şubat şub февраля февраль фев февр лютого лют февруари февр лютага februára február
  februári únor února úno luty lutego lut veljače februara фебруара феб helmikuuta helmikuu helmi
  veebruar veebr februāris vasario vas φεβ φεβρουαρίου φεβρουάριος febrer shkurt فبراير فوریه פברואר
  फ़रवरी ফেব্রুয়ারি กุมภาพันธ์ feber
  """,
  """
  march mar märz mär mrz mars marzo março maart mrt marts martie mart марта март мар березня бер
  сакавіка marec marca březen března bře marzec ožujka marta марта maaliskuuta maaliskuu maalis
  märts marts kovo μάρ μαρ μάρτιος μαρτίου μάρτ març marz مارس מרץ मार्च মার্চ มีนาคม március márc
  márciusi mac maret μάώ μαώ
  """,
  """
  april apr avril avr abril abr aprile aprílis apríl aprilie nisan nis апреля апрель апр квітня кві
  април красавіка apríla duben dubna dub kwiecień kwietnia kwi travnja aprila априла huhtikuuta
  huhtikuu huhti aprill aprīlis balandžio bal απρ απριλίου απρίλιος abr. prill أبريل ابريل نيسان
  آوریل אפריל अप्रैल এপ্রিল เมษายน április ápr áprilisi
  """,
  """
  may mai mayo maggio mag maio mei maí mayıs мая май травня тра мая maja máj mája květen května kvě
  svibnja маја toukokuuta toukokuu touko maijs gegužės geg μάι μαϊ μαι μαΐου μάιος maig أيار مايو مه
  מאי मई মে พฤษภาคม május máj májusi maj
  """,
  """
  june jun juni juin junio giugno giu junho juní iunie iun haziran haz июня июнь июн червня чер юни
  чэрвеня júna jún június červen června čvn czerwiec czerwca cze lipnja juna јуна kesäkuuta kesäkuu
  kesä juuni jūnijs birželio birž ιούν ιουν ιουνίου ιούνιος ιον juny qershor يونيو ژوئن יוני जून জুন
  มิถุนายน jún. júniusi
  """,
  """
  july jul juli juillet juil julio luglio lug julho júlí iulie iul temmuz tem июля июль июл липня лип
  юли ліпеня júla júl július červenec července čvc lipiec lipca lip srpnja jula јула heinäkuuta
  heinäkuu heinä juuli jūlijs liepos ιούλ ιουλ ιουλίου ιούλιος ιολ juliol korrik يوليو ژوئیه יולי
  जुलाई জুলাই กรกฎาคม júliusi
  """,
  """
  august aug août aoû aout agosto ago augustus ágúst ağustos ağu августа август авг серпня сер
  жніўня augusta srpen srpna srp sierpień sierpnia sie kolovoza avgusta avg августа elokuuta elokuu
  elo augusts rugpjūčio αύγ αυγ αυγούστου αύγουστος agost gusht أغسطس اوت אוגוסט अगस्त আগস্ট สิงหาคม
  augusztus augusztusi agustus agu
  """,
  """
  september sept sep septembre septiembre setiembre set settembre sett setembro septembrie eylül eyl
  сентября сентябрь сен сент вересня вер септември септ верасня septembra září zář wrzesień września
  wrz rujna септембра syyskuuta syyskuu syys septembris rugsėjo σεπ σεπτ σεπτεμβρίου σεπτέμβριος
  setembre shtator سبتمبر سپتامبر ספטמבר सितंबर সেপ্টেম্বর กันยายน szeptember szept szeptemberi
  """,
  """
  october oct oktober okt octobre octubre ottobre ott outubro out október octombrie ekim eki октября
  октябрь окт жовтня жов октомври кастрычніка októbra říjen října říj październik października paź
  oktobra октобра lokakuuta lokakuu loka oktoober oktobris spalio οκτ οκτωβρίου οκτώβριος octubre
  tetor أكتوبر اکتبر אוקטובר अक्टूबर অক্টোবর ตุลาคม októberi
  """,
  """
  november nov novembre noviembre novembro noiembrie noi kasım kas ноября ноябрь ноя нояб листопада
  листопад лис ноември лістапада novembra listopadu studenoga studenog новембра marraskuuta marraskuu
  marras novembris lapkričio νοέ νοε νοεμβρίου νοέμβριος nëntor نوفمبر نوامبر נובמבר नवंबर নভেম্বর
  พฤศจิกายน novemberi nopember
  """,
  """
  december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des decembrie
  aralık ara декабря декабрь дек грудня гру декември снежня decembra prosinec prosince pro grudzień
  grudnia gru prosinca децембра joulukuuta joulukuu joulu detsember dets decembris gruodžio δεκ
  δεκεμβρίου δεκέμβριος desembre dhjetor ديسمبر دسامبر דצמבר दिसंबर ডিসেম্বর ธันวาคม decemberi
  desember
  """,
]
