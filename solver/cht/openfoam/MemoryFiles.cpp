// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/MemoryFiles.h"

#include "IStringStream.H"
#include "regIOobject.H"

namespace coldloop::cht {

namespace {

class TextFiles : public Foam::fileOperations::uncollatedFileOperation {
public:
    explicit TextFiles(std::map<std::string, std::string> texts)
        : Foam::fileOperations::uncollatedFileOperation(false), texts_(std::move(texts))
    {
    }

    Foam::fileName filePath(const bool checkGlobal, const Foam::IOobject& io, const Foam::word& typeName,
                            const bool search) const override
    {
        if (texts_.count(io.name())) return io.objectPath();
        return uncollatedFileOperation::filePath(checkGlobal, io, typeName, search);
    }

    bool readHeader(Foam::IOobject& io, const Foam::fileName& path, const Foam::word& typeName) const override
    {
        if (!texts_.count(io.name())) return uncollatedFileOperation::readHeader(io, path, typeName);
        Foam::IStringStream stream(text(io));
        return io.readHeader(stream);
    }

    Foam::autoPtr<Foam::ISstream> readStream(Foam::regIOobject& io, const Foam::fileName& path,
                                             const Foam::word& typeName, const bool valid) const override
    {
        if (!valid || !texts_.count(io.name())) return uncollatedFileOperation::readStream(io, path, typeName, valid);
        Foam::autoPtr<Foam::ISstream> stream(new Foam::IStringStream(text(io)));
        io.readHeader(stream());
        return stream;
    }

private:
    std::string text(const Foam::IOobject& io) const
    {
        return "FoamFile { version 2.0; format ascii; class dictionary; object " + io.name() + "; }\n" +
               texts_.at(io.name());
    }

    std::map<std::string, std::string> texts_;
};

} // namespace

MemoryFiles::MemoryFiles(std::map<std::string, std::string> texts)
{
    Foam::fileHandler(); // there is one
    before_.reset(Foam::fileOperation::fileHandlerPtr_.ptr());
    Foam::fileOperation::fileHandlerPtr_.reset(new TextFiles(std::move(texts)));
}

MemoryFiles::~MemoryFiles() { Foam::fileOperation::fileHandlerPtr_ = std::move(before_); }

} // namespace coldloop::cht
