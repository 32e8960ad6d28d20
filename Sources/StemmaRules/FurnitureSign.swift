/// Families of signs by which a line is told from the lines of an article.
///
/// A sign is a family and a value in it, counted from 0; every sign of a line adds its weight.
/// Sizes are classes of word counts: five (`narrow`) or eleven (`wide`).
enum FurnitureSign: Int, CaseIterable, Sendable {
  /// Holds for every line.
  case always
  /// Holds for every line of a document that seems to be a list with texts between; its weight is
  /// set by hand.
  case listing
  /// How many words, and what stands at the end: stop, colon, letter, digit, other mark.
  case sizeEnd
  /// How many words, and their case: none, capitals, title, sentence, small, without case.
  case sizeCase
  /// Share of words with digits.
  case numeralShare
  /// How many commas.
  case commas
  /// A mark (see `LineSketch.Marks`) and how many words.
  case markSize
  /// Share of the longer words that the article has elsewhere, and how many words.
  case overlap
  /// The same, and the place beside the running text.
  case overlapZone
  /// Before, in or behind the running text; how many words; with or without a stop.
  case zoneSize
  /// Lines up to the running text.
  case beforeText
  /// Lines since the running text.
  case behindText
  /// Lines since the first.
  case fromTop
  /// Lines up to the last.
  case fromBottom
  /// Length of the run of short lines, and its place.
  case runZone
  /// Place in the run, from its start.
  case runPlace
  /// Lines up to the end of the run.
  case runRest
  /// What a rule of this pack saw in the line: all of it, or a part.
  case ownEvidence
  /// Size and end of a neighbour.
  case nearSize
  /// Case of a neighbour.
  case nearCase
  /// A neighbour has as many words, give or take one.
  case nearAlike
  /// What a rule saw in a neighbour.
  case nearEvidence
  /// Share of interface words in a neighbour.
  case nearInterface
  /// Lines since a line that a rule knew, in the same run of short lines or not.
  case evidenceBefore
  /// Lines up to the next line that a rule knows.
  case evidenceBehind
  /// What that line before is.
  case evidenceBeforeKind
  /// What that line behind is.
  case evidenceBehindKind
  /// How far apart the known lines on both sides are, with prose between them or not.
  case between
  /// Known lines behind the running text and before this one.
  case evidenceCount
  /// Share of known lines among the eight before and behind.
  case knownShare
  /// Share of short lines among the eight before and behind.
  case shortShareNear
  /// Share of repeated lines among the eight before and behind.
  case repeatedShare
  /// Share of lines of interface words among the eight before and behind.
  case interfaceShare
  /// Share of the prose that is still to come.
  case proseAhead
  /// Share of the prose that stands before.
  case proseBefore
  /// A kind of known line stands before, and so much of the prose behind that one.
  case afterKind
  /// Share of interface words, and how many words.
  case interface
  /// Interface words of a kind, and how many words.
  case interfaceKind
  /// In a run of stamps: how many it has; the line is a stamp, prose or another.
  case threadSize
  /// How much of the prose stands before the run; the same; how many of the stamps are of comments.
  case threadPlace
  /// How many stamps of the run are of comments; the same; comments are spoken of before it.
  case threadComments
  /// Lines for each stamp of the run; the same; prose before it.
  case threadDensity
  /// Share of the stamps with a date; the same; prose before the run.
  case threadDates
  /// Share of prose in the run.
  case threadProse
  /// How often the run speaks in the first person, and whether more than the text before it.
  case threadPerson
  /// Lines behind the run.
  case threadEnd
  /// Words of the first person, how many words, and how often the document has them.
  case firstPerson
  /// Words of the second person, how many words, and the place beside the running text.
  case secondPerson
  /// Share of short lines between the first and the last of the running text, the place beside it,
  /// and whether the line is prose.
  ///
  /// Where all of it is prose, short lines around it are the page’s; where one line in three is
  /// short, the article may itself be a list.
  case textShape
  /// The sum of the line's other signs, and whether it is prose; this and the next ones are of the
  /// second look (see `FurnitureSurroundings`).
  case sumOwn
  /// The sum of one of the three lines on each side.
  case sumNear
  /// The mean sum of the three and of the eight lines before and behind, of all, and of all behind
  /// and before.
  case sumMean
  /// The lowest sum from the line on, and up to it, and whether it is prose.
  case sumLowest
  /// The lower and the higher sum of the two lines beside it, and whether it is prose.
  case sumBeside

  /// Number of values.
  var count: Int {
    switch self {
    case .always, .listing: 1
    case .sizeEnd: 55
    case .sizeCase: 30
    case .numeralShare, .commas, .runPlace, .runRest, .evidenceCount: 5
    case .markSize: LineSketch.Marks.count * 5
    case .overlap, .runZone: 21
    case .overlapZone: 12
    case .zoneSize: 30
    case .beforeText, .behindText: 8
    case .fromTop, .fromBottom: 7
    case .ownEvidence: 2 * FurnitureKind.evidenceCount
    case .nearSize: 64
    case .nearCase: 24
    case .nearAlike: 4
    case .nearEvidence: 4 * FurnitureKind.evidenceCount
    case .nearInterface: 40
    case .evidenceBefore, .evidenceBehind: 15
    case .evidenceBeforeKind, .evidenceBehindKind: FurnitureKind.evidenceCount
    case .between: 14
    case .knownShare, .shortShareNear, .repeatedShare, .interfaceShare: 12
    case .proseAhead, .proseBefore: 12
    case .afterKind: FurnitureKind.evidenceCount * 10
    case .interface: 20
    case .interfaceKind: FurnitureKind.allCases.count * 8
    case .threadSize: 18
    case .threadPlace: 63
    case .threadComments: 30
    case .threadDensity, .threadDates: 60
    case .threadProse: 15
    case .threadPerson: 90
    case .threadEnd: 12
    case .firstPerson: 60
    case .secondPerson, .textShape: 36
    case .sumOwn: 18
    case .sumNear: 54
    case .sumMean: 63
    case .sumLowest, .sumBeside: 32
    }
  }

  /// Where each family's weights begin, and how many there are in all.
  static let offsets: [Int] = {
    var offsets = [0]
    for family in allCases { offsets.append(offsets[offsets.count - 1] + family.count) }
    return offsets
  }()

  /// Name in the file of weights: the case with hyphens.
  var name: String {
    var name = ""
    for letter in "\(self)" {
      if letter.isUppercase { name += "-" + letter.lowercased() } else { name.append(letter) }
    }
    return name
  }
}

/// What a line of furniture is for.
///
/// The first thirteen are told by the rules of the pack, all of them by the words of a line.
enum FurnitureKind: String, CaseIterable, Sendable {
  case share, follow, newsletter, comment, stamp, related, teaser, navigation, footer, advert
  case access, consent, tags
  case reader, commerce, account, author, time, media

  /// How many kinds rules tell.
  static let evidenceCount = 13

  /// How a message names a line of this kind.
  var line: String {
    switch self {
    case .share: "a share bar"
    case .follow: "a follow button"
    case .newsletter: "a newsletter form"
    case .comment: "a comment form"
    case .stamp: "the head of a comment"
    case .related: "a heading of related stories"
    case .teaser: "a pointer to another story"
    case .navigation: "a menu"
    case .footer: "a footer"
    case .advert: "an advertisement"
    case .access: "a notice of access"
    case .consent: "a notice of consent"
    case .tags: "a list of tags"
    case .reader: "an address to the reader"
    case .commerce: "an offer"
    case .account: "an account form"
    case .author: "a note on the author"
    case .time: "a stamp of time"
    case .media: "a credit"
    }
  }
}
