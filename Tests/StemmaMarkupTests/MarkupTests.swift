import StemmaMarkup
import Testing
