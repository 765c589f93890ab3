// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/Hdf5.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::results {

namespace {

Handle openImage(const std::filesystem::path& path, const std::string& name)
{
    std::string bytes = readBytes(path);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(access.get(), 1 << 20, 0);
    H5Pset_file_image(access.get(), bytes.data(), bytes.size());
    return Handle(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
}

} // namespace

Hdf5Reader::Hdf5Reader(std::filesystem::path file) : path_(std::move(file)), file_(openImage(path_, nameInMemory(this)))
{
    checked(file_.get(), "is not a complete HDF5 file");
}

hid_t Hdf5Reader::checked(hid_t result, const std::string& what) const
{
    if (result < 0)
        throw InputError(fmt::format("'{}' {}. It was damaged or not written by coldloop: remove it and run again.",
                                     path_.string(), what));
    return result;
}

std::vector<std::string> Hdf5Reader::members(const std::string& group) const
{
    const Handle opened(H5Gopen2(file_.get(), group.c_str(), H5P_DEFAULT), H5Gclose);
    checked(opened.get(), "has no group " + group);
    std::vector<std::string> names;
    const auto take = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
        static_cast<std::vector<std::string>*>(list)->push_back(name);
        return 0;
    };
    checked(H5Literate(opened.get(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, take, &names), "cannot list " + group);
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<double> Hdf5Reader::read(const std::string& path) const
{
    const Handle data(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose);
    checked(data.get(), "has no dataset " + path);
    const Handle space(H5Dget_space(data.get()), H5Sclose);
    const hssize_t count = H5Sget_simple_extent_npoints(space.get());
    checked(count < 0 ? -1 : 0, "has a broken dataset " + path);
    std::vector<double> values(static_cast<std::size_t>(count));
    if (count > 0)
        checked(H5Dread(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
                "has a broken dataset " + path);
    return values;
}

std::string Hdf5Reader::text(const std::string& path, const std::string& attribute) const
{
    const Handle opened(H5Aopen_by_name(file_.get(), path.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose);
    checked(opened.get(), fmt::format("has no attribute {} of {}", attribute, path));
    const Handle type(H5Aget_type(opened.get()), H5Tclose);
    checked(H5Tget_class(type.get()) == H5T_STRING ? 0 : -1, fmt::format("has a broken attribute {}", attribute));
    std::string value(H5Tget_size(type.get()), '\0');
    checked(H5Aread(opened.get(), type.get(), value.data()), fmt::format("has a broken attribute {}", attribute));
    return value.c_str(); // without the padding
}

int Hdf5Reader::integer(const std::string& path, const std::string& attribute) const
{
    const Handle opened(H5Aopen_by_name(file_.get(), path.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose);
    checked(opened.get(), fmt::format("has no attribute {} of {}", attribute, path));
    const Handle space(H5Aget_space(opened.get()), H5Sclose);
    checked(H5Sget_simple_extent_npoints(space.get()) == 1 ? 0 : -1, fmt::format("has no single {}", attribute));
    int value = 0;
    checked(H5Aread(opened.get(), H5T_NATIVE_INT, &value), fmt::format("has a broken attribute {}", attribute));
    return value;
}

} // namespace coldloop::results
