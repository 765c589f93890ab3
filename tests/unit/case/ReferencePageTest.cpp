// docs/case-reference.md, docs/model-reference.md and docs/library.md say what the declarations say. To rewrite their tables after a change:
// unit_case "[write-docs]".
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

#include "solver/case/ReferencePage.h"

using namespace coldloop::case_file;
using namespace coldloop::case_file::test;

namespace {

const std::string mark = "<!-- from the declarations in solver/case; a test compares it -->\n";

std::string generatedPart(const std::string& page)
{
    const std::string text = textOf(sources / "docs" / page);
    const std::size_t begin = text.find(mark);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin + mark.size());
}

void rewrite(const std::string& page, const std::string& generated)
{
    const std::string text = textOf(sources / "docs" / page);
    std::ofstream(sources / "docs" / page) << text.substr(0, text.find(mark)) << mark << generated;
}

} // namespace

TEST_CASE("The reference pages equal the declarations")
{
    CHECK(generatedPart("case-reference.md") == caseReference());
    CHECK(generatedPart("model-reference.md") == modelReference());
    CHECK(generatedPart("library.md") == libraryReference());
}

TEST_CASE("Rewrite the tables of the reference pages", "[.write-docs]")
{
    rewrite("case-reference.md", caseReference());
    rewrite("model-reference.md", modelReference());
    rewrite("library.md", libraryReference());
}
