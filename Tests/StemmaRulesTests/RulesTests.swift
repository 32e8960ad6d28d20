import StemmaRules
import Testing
