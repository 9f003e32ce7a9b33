"""The office's lists and screens in the CMS."""

from studygroup.viewsets.organisation import ContactMessageViewSet, FoldedSearchIndex, MomentColumn, OrganisationGroup

__all__ = ["ContactMessageViewSet", "FoldedSearchIndex", "MomentColumn", "OrganisationGroup"]
